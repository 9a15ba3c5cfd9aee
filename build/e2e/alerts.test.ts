import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { profileCopy } from '../harness/profile-copy.ts';
import { until } from '../harness/wait.ts';
import { watchedWindow } from '../harness/window.ts';
import { seriousFaults } from './axe.ts';
import { DEMO_PASSWORD, type Role } from '../../sync/contract/people.ts';
import { boardShows, consoleStage, listShows } from './console-stage.ts';

/** An operator at a console, and a flood that was planted in the city: from the wall to the single case, and everything on the way. */
const RULE = 'flooding';
const both = (words: string): object => ({ vi: words, en: words });
const flood = (id: string, ago: number): object => ({
  ...{ id, kind: 'flood', effect: 'reports', ago, hours: 6, peak: 0.35, size: 'large', service: '1022' },
  ...{ categories: { flooding: 1 }, cases: 400, areas: ['26911'], neighbours: 2, spreadM: 700 },
});
const rules = [
  {
    ...{ id: RULE, name: { vi: 'Ngập nước theo khu vực', en: 'Flooding by area' }, severity: 'critical' },
    watch: {
      ...{ detector: 'counts', service: '1022', by: 'categoryArea', categories: ['flooding'] },
      ...{ hours: 6, minimum: 6, ratio: 2 },
    },
    about: both('Báo đội thoát nước của phường.'),
    every: 0.25,
  },
  {
    ...{ id: 'quiet', name: both('Nguồn chậm'), severity: 'low', every: 1 },
    watch: { detector: 'silence', sources: ['1022'], times: 50 },
  },
  { id: 'wrong', name: both('Sai'), severity: 'low', watch: { detector: 'guess' } },
];
const board = {
  id: 'watch',
  title: both('Trực cảnh báo'),
  grid: { columns: 24, rows: 12 },
  panels: [{ id: 'groups', kind: 'alerts', at: [0, 0, 24, 12], question: { name: 'alerts', params: {} } }],
};
const stage = consoleStage('alerts', {
  async profileIn(folder) {
    const demo = { events: [flood('now', 3), flood('past', 60)] };
    const profile = await profileCopy('hcmc', folder, {}, demo);
    const file = path.join(profile, 'alerts.json');
    const settings: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof settings !== 'object') throw new Error(`${file} holds no object`);
    await writeFile(file, JSON.stringify({ ...settings, rules }));
    await writeFile(path.join(profile, 'boards', 'watch.json'), JSON.stringify(board));
    return profile;
  },
});

const attribute = async (page: Page, where: string, name: string): Promise<string> =>
  (await page.getAttribute(where, name)) ?? '';
/** A console that is signed in, at the queue, with the flood in it. */
async function queue(role: Role = 'operator'): Promise<Page> {
  const { page } = await stage.open('&view=alerts', undefined, role);
  await page.waitForSelector('[data-row]', { timeout: 120_000 });
  return page;
}
const told = (page: Page): Promise<string | null> => page.textContent('[data-told-bar]');
const focused = (page: Page): Promise<string | null | undefined> =>
  page.evaluate(() => document.activeElement?.closest('[data-row]')?.getAttribute('data-row'));

describe('a planted flood', () => {
  it('is a group on the wall, and from the console three clicks from a single case', async () => {
    const { page: wall } = await watchedWindow(stage.browser, `127.0.0.1:${stage.wall.port}`, [1920, 1080]);
    await wall.goto(`${stage.wall.address}?board=watch`);
    await until(
      'the flood on the wall',
      async () => (await wall.textContent('[data-panel="groups"]'))?.includes('Ngập nước'),
      120_000,
    );
    expect(await wall.$$('a, button, input')).toHaveLength(0);

    const page = await queue();
    expect(Number(await attribute(page, '[data-bell]', 'data-critical'))).toBeGreaterThan(0);
    await page.click('[data-alert-link]');
    await page.waitForSelector('[data-alert-id]');
    expect(await page.textContent('[data-view="alert"]')).toContain('Báo đội thoát nước của phường.');
    expect(await seriousFaults(page)).toEqual([]);
    await page.click('[data-way="cases"]');
    await listShows(page);
    expect(Number(await attribute(page, '[data-view="cases"]', 'data-total'))).toBeGreaterThan(5);
    await page.click('[data-case]');
    await page.waitForSelector('[data-case-id]');
    expect(await page.textContent('[data-view="case"]')).toContain('Ngập');

    // The wall did not notice.
    expect(await wall.getAttribute('[data-board]', 'data-board')).toBe('watch');
    expect(await wall.$$('a, button, input')).toHaveLength(0);
    await Promise.all([page.close(), wall.close()]);
  });

  it('is acknowledged with a reason, taken back, and followed to a case by keys alone', async () => {
    const { page } = await stage.open('&board=watch');
    await boardShows(page);
    await page.keyboard.press('g');
    await page.keyboard.press('a');
    await page.waitForSelector('[data-row]');
    await page.keyboard.press('j');
    expect(await focused(page)).toMatch(/^g /);
    await page.keyboard.press('a');
    await page.waitForSelector('dialog[open]');
    expect(await seriousFaults(page)).toEqual([]);
    // A ready reason that is pressed twice is meant.
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await until('it is acknowledged', async () => (await told(page))?.includes('Đã nhận'));
    await until('its state', () => page.isVisible('[data-row] [data-alert-state="acknowledged"]'));
    await page.keyboard.press('u');
    await until('it is undone', async () => (await told(page))?.includes('Đã hoàn tác'));
    await until('its state', () => page.isVisible('[data-row] [data-alert-state="new"]'));
    await page.keyboard.press('l');
    await listShows(page);
    await page.waitForSelector('[data-case]');
    await page.$eval('main', (main) => main.scrollTo({ top: 400 }));
    await page.keyboard.press('j');
    const left = await page.$eval('main', (main) => main.scrollTop);
    expect(left).toBeGreaterThan(100);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-case-id]');
    // And back by the way one came: to the list as it was left, and to the line one came from.
    await page.keyboard.press('Escape');
    await listShows(page);
    // To the line: lines above may have come out a little higher or lower.
    await until('where it was left', () =>
      page.$eval('main', (main, was) => Math.abs(main.scrollTop - was) < 30, left),
    );
    await page.keyboard.press('Escape');
    await page.waitForSelector('[data-view="alerts"] [data-row].current');
    await page.close();
  });
});

describe('two consoles', () => {
  it('see one truth, whoever acts, and many at once', async () => {
    const [one, other] = [await queue(), await queue('administrator')];
    for (const page of [one, other]) {
      await page.keyboard.press('A');
      await page.keyboard.press('o');
    }
    const owner = (page: Page): Promise<string> => page.innerText('[data-row] .unit .quiet');
    await until('one owner on both', async () => {
      const [a, b] = [await owner(one), await owner(other)];
      return a === b && a !== 'chưa ai phụ trách';
    });
    await one.keyboard.press('a');
    await one.click('[data-ready]');
    await one.keyboard.press('Control+Enter');
    await until('it is acknowledged on the other', () =>
      other.isVisible('[data-row] [data-alert-state="acknowledged"]'),
    );
    // Nobody has to be told twice: what is done is of no use to do again.
    await other.keyboard.press('N');
    expect(await attribute(other, '[data-do="acknowledge"]', 'aria-disabled')).toBe('true');
    await one.keyboard.press('u');
    await until('both see it new', () => other.isVisible('[data-row] [data-alert-state="new"]'));
    await Promise.all([one.close(), other.close()]);
  });
});

describe('what is typed and chosen', () => {
  it('is not lost where the console is locked, where a dialog closes, or where the host starts anew', async () => {
    const { page } = await stage.open('&view=alerts');
    await page.waitForSelector('[data-row]');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('c');
    await page.fill('dialog textarea', 'đã gọi đội thoát nước');
    await page.evaluate(() => localStorage.setItem('citywall.active', '1'));
    await page.waitForSelector('[data-cover]', { timeout: 120_000 });
    expect(await seriousFaults(page)).toEqual([]);
    await page.fill('[data-cover] input', 'not the password');
    await page.keyboard.press('Enter');
    await until('that it is wrong', async () =>
      (await page.textContent('[data-cover] [role="alert"]'))?.includes('sai tài khoản hoặc mật khẩu'),
    );
    await page.keyboard.press('Escape');
    expect(await page.isVisible('[data-cover]')).toBe(true);
    await page.fill('[data-cover] input', DEMO_PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-cover]', { state: 'detached' });
    expect(await page.inputValue('dialog textarea')).toBe('đã gọi đội thoát nước');
    await page.keyboard.press('Escape');
    await until('it is closed', async () => !(await page.isVisible('dialog')));
    await page.$eval('main', (main) => Object.assign(main, { mark: true }));
    await page.$eval('[data-row]', (line) => Object.assign(line, { mark: true }));
    const before = await page.textContent('.as-of');
    const linked = page.waitForEvent('websocket');
    await stage.restart();
    await linked;
    await until('the host is heard again', async () => (await page.textContent('.as-of')) !== before);
    const marked = (where: string): Promise<boolean> => page.$eval(where, (found) => 'mark' in found);
    expect([await marked('main'), await marked('[data-row]')]).toEqual([true, true]);
    expect(await attribute(page, '[data-view]', 'data-chosen')).toBe('1');
    await page.keyboard.press('c');
    expect(await page.inputValue('dialog textarea')).toBe('đã gọi đội thoát nước');
    await page.keyboard.press('Control+Enter');
    await until('it is kept', async () => (await told(page))?.includes('Đã lưu ý kiến'));
    await page.keyboard.press('N');
    await page.click('[data-alert-link]');
    await until('it stands in the history', async () =>
      (await page.textContent('[data-history]'))?.includes('đã gọi đội thoát nước'),
    );
    await page.close();
  });
});

describe('rules', () => {
  it('are told in words, tried on the past with other limits, switched off with a reason and on again', async () => {
    const page = await queue();
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await page.waitForSelector(`[data-rule="${RULE}"][data-stands="on"]`);
    expect(await page.textContent(`[data-rule="${RULE}"]`)).toContain('gấp 2 mức thường trở lên');
    // Its author sees that a rule is wrong, and the others go on.
    expect(await page.textContent('[data-left-out-rules]')).toContain('wrong');
    expect(await seriousFaults(page)).toEqual([]);
    await page.keyboard.press('j');
    await page.keyboard.press('t');
    await page.keyboard.press('Enter');
    const tried = (): Promise<boolean> => page.isVisible('[data-tried="7"]').catch(() => false);
    await until('a week is tried', tried, 120_000);
    expect(Number(await attribute(page, '[data-tried]', 'data-raised'))).toBeGreaterThan(0);
    await page.fill('[data-limit="minimum"]', '9999');
    expect(await page.textContent(`[data-rule="${RULE}"] code`)).toBe('"watch": { "minimum": 9999 }');
    await page.click('[data-try]');
    await until(
      'it is tried anew',
      async () => (await attribute(page, '[data-tried]', 'data-raised')) === '0' && tried(),
      120_000,
    );

    await page.click(`[data-rule="${RULE}"] [data-switch]`);
    await page.click('[data-ready]');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector(`[data-rule="${RULE}"][data-stands="off"]`);
    await page.click('[data-undo]');
    await page.waitForSelector(`[data-rule="${RULE}"]:not([data-stands="off"])`);
    await page.close();
  });
});

it('axe finds nothing serious on the board of alarm quality, in the queue, an alert and the rules', async () => {
  const { page } = await stage.open('&board=alarm-quality');
  await boardShows(page);
  expect(await seriousFaults(page)).toEqual([]);
  await page.goto(stage.address('&view=alerts'));
  await page.waitForSelector('[data-row]', { timeout: 120_000 });
  expect(await seriousFaults(page)).toEqual([]);
  await page.click('[data-alert-link]');
  await page.waitForSelector('[data-alert-id]');
  expect(await seriousFaults(page)).toEqual([]);
  await page.goto(stage.address('&view=rules'));
  await page.waitForSelector('[data-rule]');
  expect(await seriousFaults(page)).toEqual([]);
  await page.close();
});

it('every key is told of, and the bell is switched off by one', async () => {
  const page = await queue();
  await page.keyboard.press('?');
  await page.waitForSelector('dialog[data-keys]');
  expect(await page.$$('dialog[data-keys] dt')).not.toHaveLength(0);
  expect(await seriousFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await until('it is closed', async () => !(await page.isVisible('dialog')));
  expect(await page.getAttribute('[data-view]', 'data-view')).toBe('alerts');
  expect(await seriousFaults(page)).toEqual([]);
  await page.keyboard.press('m');
  expect(await attribute(page, '[data-bell-switch]', 'aria-pressed')).toBe('false');
  await page.reload();
  await page.waitForSelector('[data-bell-switch][aria-pressed="false"]');
  await page.close();
});
