import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Role } from '../../sync/contract/people.ts';
import { consoleStage } from './console-stage.ts';

/** What is typed on a console and not sent yet: it is there after a reload and after the host was killed, as it was typed. */

const stage = consoleStage('typed');
/** Markup, and characters that turn the direction of what stands beside them. */
const NASTY = 'Chậm vì <b>mưa</b> & "ngập" \u202eđảo\u202c';

/** A form of a console: who types there, how it is come to, and its fields with what is typed into each. */
interface Form {
  role: Role;
  query: string;
  open: (page: Page) => Promise<unknown>;
  fields: Readonly<Record<string, string>>;
}

const click = (where: string) => async (page: Page) => page.click(where, { timeout: 60_000 });
/** A request on which it is the unit's turn, by the way to it. */
async function waiting(page: Page): Promise<void> {
  await page.click('[data-request][data-state="received"] [data-request-link]', { timeout: 60_000 });
  await page.click('[data-do="remind"]', { timeout: 60_000 });
}
const WORDS = 'dialog[open] textarea';
const FORMS: Readonly<Record<string, Form>> = {
  'what is asked of a unit': {
    ...{ role: 'leader', query: '&board=indicator', open: click('[data-ask]:not([disabled])') },
    fields: { [WORDS]: NASTY, 'dialog [name="days"]': '17', 'dialog [name="links"]': 'https://a.vn/\nb.vn' },
  },
  'what is said with a move': {
    ...{ role: 'leader', query: '&view=requests&state=received', open: waiting, fields: { [WORDS]: NASTY } },
  },
  'a scenario': {
    ...{ role: 'leader', query: '&board=indicator', open: click('.scenario > button') },
    fields: { [WORDS]: NASTY, 'dialog[open] input': '96.5' },
  },
  'a report': {
    ...{ role: 'operator', query: '&board=on-time', open: click('[data-panel="ages"] .report') },
    fields: { [WORDS]: NASTY },
  },
  'why a rule is switched off': {
    ...{ role: 'operator', query: '&view=rules', open: click('[data-rule] [data-switch]') },
    fields: { [WORDS]: NASTY },
  },
  'what a shift leaves to the next': {
    ...{ role: 'operator', query: '&view=handover', open: () => Promise.resolve() },
    fields: { '[data-leave-shift] [name="text"]': NASTY },
  },
};

it('what was typed in each form outlives a reload and a killed host', async () => {
  const pages = new Map<Role, Awaited<ReturnType<typeof stage.open>>>();
  for (const role of ['leader', 'operator'] as const)
    pages.set(role, await stage.open('&board=overview', undefined, role));
  const each = async (act: (page: Page, field: string, typed: string, form: string) => Promise<void>) => {
    for (const [form, { role, query, open, fields }] of Object.entries(FORMS)) {
      const page = pages.get(role)?.page;
      if (page === undefined) throw new Error(`nobody is signed in as ${role}`);
      await page.goto(stage.address(query));
      await open(page);
      for (const [field, typed] of Object.entries(fields)) {
        await page.waitForSelector(field, { timeout: 60_000 });
        await act(page, field, typed, form);
      }
    }
  };
  const isThere = async (page: Page, field: string, typed: string, form: string): Promise<void> =>
    expect([form, field, await page.inputValue(field)]).toEqual([form, field, typed]);

  await each((page, field, typed) => page.fill(field, typed));
  await each(isThere);
  await stage.restart();
  await each(isThere);
  for (const { troubles } of pages.values())
    expect(troubles.filter((one) => !/ERR_CONNECTION_REFUSED|WebSocket/.test(one))).toEqual([]);
});
