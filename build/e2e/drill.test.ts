import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { loadProfile } from '../../sync/profile/index.ts';
import { until } from '../harness/wait.ts';
import { settled } from '../harness/window.ts';
import { boardShows, consoleStage, listShows, PROFILE } from './console-stage.ts';

/**
 * From every board's every mark to a single case and back, on a wall that has lost its city: what a mark counts is then what
 * its list has, to the case.
 */
const stage = consoleStage('drill', { still: true });
const { profile } = await loadProfile(PROFILE);
const boards = profile.boards.map(({ id }) => id);
/** What was said of a value before leads nowhere, and alarm figures only where something rang. */
const LEADS_NOWHERE: ReadonlySet<string> = new Set(['revisions', 'alarm-quality']);
/** Panels that stand on a board only where it has the room of three screens; a panel that has nothing there may give it away. */
const onlyWide = profile.boards.flatMap((board): [board: string, panels: string[], sure: boolean][] => {
  const panels = board.panels.filter(({ at }) => at === undefined);
  const sure = panels.some(({ id, when }) => when === undefined && !LEADS_NOWHERE.has(id));
  return panels.length === 0 ? [] : [[board.id, panels.map(({ id }) => id), sure]];
});
const WIDE = [5760, 1080] as const;

/** A mark of a board: where it leads, what it says, and every number in that. */
interface Mark {
  panel: string;
  href: string;
  says: string;
  numbers: number[];
}

const marksOf = (page: Page): Promise<Mark[]> =>
  page.$$eval('[data-panel] a[data-drill]', (links) =>
    links.map((link) => {
      // Text by text: two figures beside each other are not one.
      const walker = document.createTreeWalker(link, NodeFilter.SHOW_TEXT);
      const texts = [link.getAttribute('aria-label') ?? ''];
      while (walker.nextNode() !== null) texts.push(walker.currentNode.textContent ?? '');
      const says = texts.join(' ');
      const values = [link, ...link.querySelectorAll('[data-value]')].flatMap(
        (one) => one.getAttribute('data-value') ?? [],
      );
      const written = says.match(/\d{1,3}(?:\.\d{3})+|\d+/g) ?? [];
      return {
        panel: link.closest('[data-panel]')?.getAttribute('data-panel') ?? '',
        href: link.getAttribute('href') ?? '',
        says,
        numbers: [...written.map((text) => text.replaceAll('.', '')), ...values].map(Number),
      };
    }),
  );

/** Clicks the mark that leads there, where it lies: a picture that takes no clicks may lie over it. */
async function follow(page: Page, href: string): Promise<void> {
  // A chart has its marks once it is laid out, which is after its answer came.
  await until(`a mark that leads to ${href}`, () =>
    page.$$eval(
      '[data-panel] a[data-drill]',
      (links, wanted) => {
        const link = links.find((one) => one.getAttribute('href') === wanted);
        link?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
        return link !== undefined;
      },
      href,
    ),
  );
  await until(`the way to ${href}`, () => new URL(page.url()).search === href);
}

/** Goes there by the address that the mark has, in a page that shows no board meanwhile. */
async function goTo(page: Page, href: string): Promise<void> {
  await page.evaluate((address) => {
    history.pushState(null, '', address);
    dispatchEvent(new PopStateEvent('popstate'));
  }, href);
  await page.waitForSelector('[data-view]');
}

/** How many cases the list on a page has; null where only counting them one by one could tell. */
async function countOf(page: Page): Promise<number | null> {
  await listShows(page);
  const list = await page.$eval('[data-view="cases"]', (view) => ({
    total: view.getAttribute('data-total'),
    loaded: Number(view.getAttribute('data-loaded')),
    more: view.getAttribute('data-more'),
  }));
  if (list.total !== null) return Number(list.total);
  return list.more === 'false' ? list.loaded : null;
}

/** How many requests the list on a page has. */
async function requestsOn(page: Page): Promise<number> {
  await page.waitForSelector('[data-view="requests"][data-total]');
  return Number(await page.getAttribute('[data-view="requests"]', 'data-total'));
}

/** Opens the first case of a list, where it has one, and comes back to the list. */
async function lookAtFirst(page: Page): Promise<void> {
  const first = await page.$('[data-case]');
  if (first === null) return;
  const list = page.url();
  await first.click();
  await page.waitForSelector('[data-case-id]');
  expect(await page.$$eval('.history li', (steps) => steps.length), list).toBeGreaterThan(0);
  await page.keyboard.press('Escape');
  await until('the list again', () => page.url() === list);
  await page.waitForSelector('[data-view="cases"]');
}

/** Whether a mark counts cases of a service; others stand for a unit or an area as a whole. */
const counts = ({ href }: Mark): boolean => new URLSearchParams(href).has('service');
/** A share on time that nothing counts against leads to what was done in time, whose number it does not tell. */
const spotless = ({ href, numbers }: Mark): boolean => href.includes('state=closed') && numbers.includes(0);

/** Looks at where marks of one address led: returns what is wrong with what they said. */
async function wrongAt(page: Page, same: readonly Mark[]): Promise<string[]> {
  const [href] = same.map((mark) => mark.href);
  expect(await page.$$('[role="alert"]'), href).toHaveLength(0);
  const view = await page.getAttribute('[data-view]', 'data-view');
  if (view === 'board') await boardShows(page);
  if (view === 'alerts') await page.waitForSelector('[data-row]');
  if (view === 'alert') await page.waitForSelector('[data-alert-id]');
  if (view === 'unit') await page.waitForSelector('[data-unit-cases] :is(table, .none)');
  if (new URLSearchParams(href).has('panel')) {
    // Where a list stands alone, nothing of it is left out.
    const left = await page.$$eval('[data-left]', (lists) =>
      lists.map((list) => Number(list.getAttribute('data-left'))),
    );
    return left.some((n) => n > 0) ? [`${href} leaves out ${left.join(' and ')}`] : [];
  }
  if (view !== 'cases' && view !== 'requests') return [];
  const count = await (view === 'cases' ? countOf(page) : requestsOn(page));
  if (count === null) return [];
  return same
    .filter((mark) => view === 'requests' || (counts(mark) && !spotless(mark)))
    .filter(({ numbers }) => numbers.length > 0)
    .filter(({ numbers }) => !numbers.includes(count))
    .map(({ panel, says }) => `${panel}: "${says.trim()}" leads to ${count} (${href})`);
}

describe('from a board to a single case and back', () => {
  it.each(boards)('%s: every mark leads to what it counts, and the way back is kept', async (board) => {
    const { page, troubles } = await stage.open(`&board=${board}`);
    await boardShows(page);
    await settled(page);
    const marks = [...Map.groupBy(await marksOf(page), ({ href }) => href)];
    if (!LEADS_NOWHERE.has(board)) expect(marks.length, 'marks').toBeGreaterThan(0);
    const home = page.url();
    // A board is drawn anew each time one comes back to it: only the first mark of each panel is clicked, and come back from.
    const beside = await stage.open('&view=cases');
    const [wrong, left] = [new Array<string>(), new Set<string>()];
    for (const [href, same] of marks) {
      const panel = same[0]?.panel ?? '';
      if (left.has(panel)) {
        await goTo(beside.page, href);
        wrong.push(...(await wrongAt(beside.page, same)));
        continue;
      }
      left.add(panel);
      await follow(page, href);
      wrong.push(...(await wrongAt(page, same)));
      await lookAtFirst(page);
      if (page.url() === home) continue;
      await page.goBack();
      await until('the board again', () => page.url() === home);
    }
    expect(wrong).toEqual([]);
    expect([...troubles, ...beside.troubles]).toEqual([]);
    await Promise.all([page.close(), beside.page.close()]);
  });

  it.each(onlyWide)('%s over three screens: so do the marks of %j', async (board, panels, sure) => {
    const { page } = await stage.open(`&board=${board}`, WIDE);
    await boardShows(page);
    await settled(page);
    const marks = (await marksOf(page)).filter(({ panel }) => panels.includes(panel));
    if (sure) expect(marks.length, 'marks').toBeGreaterThan(0);
    await page.close();
    const beside = await stage.open('&view=cases');
    const wrong: string[] = [];
    for (const [href, same] of Map.groupBy(marks, (mark) => mark.href)) {
      await goTo(beside.page, href);
      wrong.push(...(await wrongAt(beside.page, same)));
    }
    expect(wrong).toEqual([]);
    expect(beside.troubles).toEqual([]);
    await beside.page.close();
  });
});
