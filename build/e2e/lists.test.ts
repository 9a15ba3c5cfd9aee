import { readFile } from 'node:fs/promises';
import { readXlsx } from 'hucre/xlsx';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { until } from '../harness/wait.ts';
import { seriousFaults } from './axe.ts';
import { consoleStage, lastBoardInSight, listShows, standsAt } from './console-stage.ts';

/** Lists of a console beside a city that goes on: how they follow it, and how they leave the console. */
const stage = consoleStage('lists');
/** A machine as it is, and one six times as slow. */
const MACHINES = [1, 6] as const;

async function open(query: string, slower: number, size?: readonly [number, number]): Promise<Page> {
  const { page } = await stage.open(query, size);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
  return page;
}
const loaded = (page: Page): Promise<number> =>
  page.$eval('[data-view="cases"]', (view) => Number(view.getAttribute('data-loaded')));
const numbers = (page: Page): Promise<string[]> =>
  page.$$eval('[data-case]', (links) => links.map((link) => link.textContent ?? ''));
/** The whole text of what is fetched as a file by a press of a button. */
async function fetched(page: Page, button: string): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(button)]);
  return readFile(await download.path());
}

describe.each(MACHINES)('on a machine %i times as slow', (slower) => {
  it('a list follows what is new: it says how many, keeps place and choice, and brings them in when asked', async () => {
    const page = await open('&view=cases&lang=en', slower);
    await listShows(page);
    const [first = ''] = await numbers(page);
    await page.click('tbody tr[data-key] input >> nth=3');
    const asOf = await page.textContent('[data-as-of]');
    await page.$eval('main', (main) => main.scrollTo({ top: 400 }));
    const at = (await numbers(page))[20] ?? '';
    const stood = await standsAt(page, at);
    await until('it is told of something new', () => page.isVisible('[data-news]'), 120_000);
    expect(await page.textContent('[data-news]')).toMatch(/^\s*\d+ new\s*$/);
    // Until it is asked for, nothing moves; and as of when has gone on.
    expect((await numbers(page))[0]).toBe(first);
    expect(Math.abs((await standsAt(page, at)) - stood)).toBeLessThan(5);
    expect(await page.textContent('[data-as-of]')).not.toBe(asOf);
    // By its key: whoever presses the button goes up to it.
    await page.keyboard.press('r');
    await until('they are in', async () => (await numbers(page))[0] !== first);
    await until('in its place', async () => Math.abs((await standsAt(page, at)) - stood) < 5);
    expect(await page.$$('tbody input:checked')).toHaveLength(1);
    expect(await page.textContent('[data-chosen]')).toBe('1 chosen');
    await page.close();
  });

  it('the head of a column sorts all of the list, and the address says so', async () => {
    const page = await open('&view=cases&service=1022&state=open', slower);
    await listShows(page);
    await page.click('[data-sort="id"]');
    await until('the address', () => page.url().includes('order=id'));
    await listShows(page);
    const rising = await numbers(page);
    expect(rising).toEqual(rising.toSorted());
    expect(await page.getAttribute('th:has([data-sort="id"])', 'aria-sort')).toBe('ascending');
    await page.click('[data-sort="id"]');
    await until('the other way', () => page.url().includes('order=-id'));
    await listShows(page);
    const falling = await numbers(page);
    expect(falling).toEqual(falling.toSorted().toReversed());
    expect(falling[0] ?? '').not.toBe(rising.at(-1));
    const again = await open(new URL(page.url()).search.replace('?console', ''), slower);
    await listShows(again);
    // A case may have come in meanwhile.
    expect(((await numbers(again))[0] ?? '') >= (falling[0] ?? '?')).toBe(true);
    await Promise.all([page.close(), again.close()]);
  });

  it('rows are chosen by keys and by mouse; their numbers are copied, and they alone are a file', async () => {
    const page = await open('&view=cases&service=1022', slower);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await listShows(page);
    const all = await numbers(page);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('X');
    expect(await page.$$('tbody input:checked')).toHaveLength(3);
    await page.click('tbody tr[data-key] >> nth=6', { modifiers: ['Control'], position: { x: 300, y: 8 } });
    expect(await page.$$('tbody input:checked')).toHaveLength(4);
    await page.keyboard.press('y');
    const wanted = [...all.slice(0, 3), all[6] ?? ''];
    await until('they are copied', async () =>
      (await page.evaluate(() => navigator.clipboard.readText())).startsWith(wanted[0] ?? '?'),
    );
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(wanted.join('\n'));
    const text = (await fetched(page, '[data-export-as="csv"]')).toString();
    const lines = text.trimEnd().split('\r\n');
    expect(lines.slice(-4).map((line) => line.split(',')[0])).toEqual(wanted);
    await page.click('[data-copy-link]');
    await until(
      'the link',
      async () => (await page.evaluate(() => navigator.clipboard.readText())) === page.url(),
    );
    await page.keyboard.press('N');
    expect(await page.$$('tbody input:checked')).toHaveLength(0);
    await page.close();
  });

  it('all of a list is a CSV and a workbook, as of what is shown, with every case that it counts', async () => {
    const page = await open('&view=cases&service=1022&state=open', slower);
    await listShows(page);
    const total = Number(await page.getAttribute('[data-view="cases"]', 'data-total'));
    expect(total).toBeGreaterThan(await loaded(page));
    const csv = (await fetched(page, '[data-export-as="csv"]')).toString();
    expect(csv.startsWith('\u{feff}')).toBe(true);
    const said = (await page.textContent('[data-as-of]')) ?? '';
    const lines = csv.trimEnd().split('\r\n');
    const head = lines.findIndex((line) => line.startsWith('Mã,'));
    const rows = lines.slice(head + 1).map((line) => line.split(',')[0]);
    expect(new Set(rows).size).toBe(rows.length);
    // The list went on meanwhile by what was opened or closed in those seconds.
    expect(Math.abs(rows.length - total)).toBeLessThan(30);
    expect(csv).toContain('Số liệu đến');
    expect(said).toMatch(/\d\d:\d\d:\d\d/);
    await until('it is done', () => page.isVisible('[data-export][data-state="done"]'));
    const { sheets } = await readXlsx(await fetched(page, '[data-export-as="xlsx"]'));
    const sheet = sheets[0]?.rows ?? [];
    const from = sheet.findIndex(([cell]) => cell === 'Mã');
    expect(sheet.length - from - 1).toBeGreaterThan(total - 30);
    expect(sheet[from + 1]?.[2]).toBeInstanceOf(Date);
    expect(await seriousFaults(page)).toEqual([]);
    await page.close();
  });
});

it('a file that is stopped before its first byte says so, and is none', async () => {
  const page = await open('&view=cases&lang=en', 1);
  await listShows(page);
  // The host has it ready, and the browser does not come for it: it is kept where it would have.
  await page.evaluate(() => {
    HTMLAnchorElement.prototype.click = function click(): void {
      document.body.dataset['wanted'] = this.href;
    };
  });
  await page.click('[data-export-as="csv"]');
  await page.waitForSelector('body[data-wanted]');
  await page.click('[data-stop]');
  await page.waitForSelector('[data-export][data-state="stopped"]');
  expect(await page.textContent('[data-export] [role="status"]')).toMatch(/\b0\b/);
  const wanted = (await page.getAttribute('body', 'data-wanted')) ?? '';
  expect((await page.request.get(wanted)).status()).toBe(404);
  await page.close();
});

describe('on paper', () => {
  it('a list has every row that is loaded, not those in view alone, and says where there are more', async () => {
    const page = await open('&view=cases&service=1022', 1);
    await listShows(page);
    await page.$eval('main', (main) => main.scrollTo({ top: main.scrollHeight }));
    await until(
      'further pages',
      async () =>
        (await loaded(page)) > 200 ||
        (await page.$eval('main', (main) => main.scrollTo({ top: main.scrollHeight })), false),
    );
    const n = await loaded(page);
    await page.$eval('main', (main) => main.scrollTo({ top: 0 }));
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    await until('every row', async () => (await page.$$('[data-case]')).length >= n);
    expect(await page.isVisible('.paper')).toBe(true);
    expect(await page.isVisible('[data-tools]')).toBe(false);
    await page.close();
  });
});

describe.each([
  [1440, 900],
  [1366, 768],
  [1280, 720],
  [1024, 768],
  [390, 844],
] as const)('at %i × %i', (width, height) => {
  it('nothing is cut, the list has the room, and the head stands still with the clock', async () => {
    const page = await open('&view=cases&service=1022', 1, [width, height]);
    await listShows(page);
    const head = (): Promise<number[]> =>
      page.$$eval('header > *', (rows) => rows.map((row) => row.getBoundingClientRect().bottom));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const stood = await head();
    const asOf = await page.textContent('[data-as-of]');
    await until('the clock went on', async () => (await page.textContent('[data-as-of]')) !== asOf);
    expect(await head()).toEqual(stood);
    // Nor does a longer word of what the city says of itself begin another line.
    await page.waitForSelector('[data-level]');
    await page.$eval('[data-level]', (level) => level.append(' of the whole city and of all that is in it'));
    expect(await head()).toEqual(stood);
    const row = await page.locator('tbody tr[data-key]').first().boundingBox();
    expect(row?.y ?? Infinity).toBeLessThan(height * (width < 1100 ? 0.65 : 0.6));
    await page.close();
  });
});

it('the head of a console leaves the glass to what it is about, and is nowhere wider than it', async () => {
  for (const size of [
    [1366, 768],
    [1600, 1000],
    [1920, 1080],
  ] as const) {
    const { page } = await stage.open('&view=alerts', size);
    await page.waitForSelector('[data-row]', { timeout: 120_000 });
    const found = await page.evaluate(() => {
      const head = document.querySelector('header')?.getBoundingClientRect();
      // The line of boards is moved sideways.
      const cut = [...document.querySelectorAll('header button, header a, header [role="status"]')].filter(
        (one) => one.closest('.boards .list') === null && one.getBoundingClientRect().right > innerWidth,
      );
      return { share: (head?.height ?? NaN) / innerHeight, cut: cut.map((one) => one.textContent) };
    });
    expect(found.cut).toEqual([]);
    expect(found.share).toBeLessThan(size[1] === 768 ? 1 / 4 : 1 / 6);
    // The last board is reached by keyboard, and is in sight when it is the one that is shown.
    await page.press('.boards .list a:last-child', 'Enter');
    await page.waitForSelector('.boards .list a:last-child[aria-current]');
    await until('the last board in sight', () => lastBoardInSight(page));
    // The way to a list of cases as it was lies over nothing.
    const at = encodeURIComponent(new Date(Date.now() - 3_600_000).toISOString());
    await page.goto(
      stage.address(`&view=cases&service=1022&category=flooding&area=26911&state=open&at=${at}`),
    );
    await listShows(page);
    const over = await page.evaluate(() => {
      const boxes = (where: string): DOMRect[] =>
        [...document.querySelectorAll(where)].map((one) => one.getBoundingClientRect());
      const tools = boxes('header .tools > *');
      return boxes('header .path li').filter((step) =>
        tools.some(
          (tool) =>
            step.left < tool.right - 1 &&
            tool.left < step.right - 1 &&
            step.top < tool.bottom - 1 &&
            tool.top < step.bottom - 1,
        ),
      ).length;
    });
    expect(over).toBe(0);
    await page.close();
  }
});
