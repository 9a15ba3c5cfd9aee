import { createServer } from 'node:net';
import path from 'node:path';
import process from 'node:process';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadProfile } from '../../sync/profile/index.ts';
import { headless } from '../harness/browser.ts';
import { scratch } from '../harness/profile-copy.ts';
import { holdsCity, root, startCity, startWall, type Program } from '../harness/programs.ts';
import { DEMO_ACCOUNTS, signIn } from '../harness/sign-in.ts';
import { until } from '../harness/wait.ts';
import { everyTile, settled, watchedWindow, type Tile, type Watched } from '../harness/window.ts';
import { faultsOf } from '../screenshots/faults.ts';

/** Every board of the shipped wall, as it is judged: legible, whole, in Vietnamese, its data named as invented. */
const PROFILE = path.join(root, 'assets', 'cities', 'hcmc');
const { profile } = await loadProfile(PROFILE);
/** How many panels a board has at least. */
const FEWEST = 4;
/** Both sizes of glass and both themes, as the gallery has every panel; all their pairs are `npm run screenshots`. */
const LOOKS = [
  { width: 1920, height: 1080, theme: 'dark' },
  { width: 3840, height: 2160, theme: 'light' },
] as const;
const DEMO = 'Dữ liệu mô phỏng';

interface Figures {
  shown: { figure: number; at: number }[];
  changed: { figure: number; at: number }[];
}
declare global {
  interface Window {
    figures: Figures;
  }
}

let place: Awaited<ReturnType<typeof scratch>>;
let browser: Browser;
let city: Program | undefined;
let cityPort = 0;
let wall: Program;
/** A window that was there before the city was, and what it said then. */
let early: Watched;
let empty: { head: string; tiles: Tile[]; faults: string[] };

/** A port that nobody listens on now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}

/** Runs in the page: keeps when each figure changed, and when that was shown. */
function watchFigures(): void {
  const figures: Figures = { shown: [], changed: [] };
  const known = new Map<Node, number>();
  const numberOf = (node: Node): number => {
    const number = known.get(node) ?? known.size;
    known.set(node, number);
    return number;
  };
  window.figures = figures;
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === 'attributes') figures.changed.push({ figure: numberOf(target), at: performance.now() });
      for (const node of addedNodes)
        if (node instanceof Element && node.classList.contains('changed') && node.parentNode !== null)
          figures.shown.push({ figure: numberOf(node.parentNode), at: performance.now() });
    }
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-value'] });
}

const open = (size: readonly [number, number]): Promise<Watched> =>
  watchedWindow(browser, `127.0.0.1:${wall.port}`, size);
const wallWith = (...source: string[]): Promise<Program> =>
  startWall(
    '--profile',
    PROFILE,
    '--port',
    '0',
    '--data',
    path.join(place.folder, 'wall'),
    DEMO_ACCOUNTS,
    ...source,
  );
const head = ({ page }: Watched): Promise<string> => page.$eval('.head', (element) => element.textContent);

const cityOn = (port: number, ...more: readonly string[]): Promise<Program> =>
  startCity(
    ...['--profile', PROFILE, '--port', String(port), '--data', path.join(place.folder, 'city')],
    ...['--cases', '60000', '--seed', '11', ...more],
  );

beforeAll(async () => {
  place = await scratch('boards');
  browser = await headless();
  cityPort = await freePort();
  wall = await wallWith('--city', `http://127.0.0.1:${cityPort}`);
  early = await open([1920, 1080]);
  await early.page.goto(wall.address);
  await early.page.waitForSelector('.head');
  empty = {
    head: await head(early),
    tiles: await everyTile(early.page, 'is empty', ({ content }) => content === 'empty'),
    faults: await faultsOf(early.page),
  };
  city = await cityOn(cityPort);
  await holdsCity(wall);
});
afterAll(async () => {
  await browser?.close();
  await wall?.stop();
  await city?.stop();
  await place?.remove();
});

/** Closes what a test left open where it failed: each window draws on beside all that come after. */
afterEach(async () => {
  const left = browser.contexts().flatMap((context) => context.pages());
  await Promise.all(left.filter((page) => page !== early.page).map((page) => page.close()));
});

/** What is wrong with a board and stays so: figures that change just now are laid out anew a frame later. */
async function lastingFaults(page: Page): Promise<string[]> {
  let found: string[] = [];
  const none = async (): Promise<boolean> => (found = await faultsOf(page)).length === 0;
  await until('no fault', none, 10_000).catch(() => undefined);
  return found;
}

describe('the boards of the wall', () => {
  it('say that there is nothing yet where nothing was ever heard, and claim no time for it', () => {
    for (const { panel, text } of empty.tiles) {
      expect(text, panel).toContain('Chưa có số liệu');
      expect(text, panel).not.toMatch(/\d\d:\d\d|1970/);
    }
    expect(empty.head).toContain('Chưa có dữ liệu');
    expect(empty.head).not.toContain(DEMO);
    expect(empty.faults).toEqual([]);
  });

  it('name invented data as such, also in a window that opened before the city was heard', async () => {
    await until('the mark', async () => (await head(early)).includes(DEMO));
    await everyTile(early.page, 'has data', (tile) => tile.content === 'data');
    expect([...early.foreign, ...early.troubles]).toEqual([]);
    await early.page.close();
  });

  for (const { id: board } of profile.boards)
    for (const { width, height, theme } of LOOKS)
      it(`${board}, ${width} × ${height}, ${theme}: whole and legible, in Vietnamese`, async () => {
        const watched = await open([width, height]);
        const { page } = watched;
        const errors: string[] = [];
        page.on('console', (message) => {
          if (message.type() === 'error') errors.push(message.text());
        });
        await page.goto(`${wall.address}?board=${board}&theme=${theme}`);
        const tiles = await everyTile(page, 'has data', (tile) => tile.content === 'data' && tile.picture);
        await settled(page);
        expect(tiles.length).toBeGreaterThanOrEqual(FEWEST);
        const shots = process.env.CITYWALL_E2E_SHOTS;
        if (shots !== undefined)
          await page.screenshot({ path: path.join(shots, `${board}-${width}-${theme}.png`) });
        expect(await lastingFaults(page)).toEqual([]);
        expect(await page.getAttribute('html', 'lang')).toBe('vi');
        expect(await head(watched)).toContain(DEMO);
        expect(await page.$eval('.head', (element) => getComputedStyle(element).color)).toBe(
          theme === 'dark' ? 'rgb(185, 197, 217)' : 'rgb(53, 66, 87)',
        );
        const sentence = tiles.find((tile) => tile.kind === 'headline');
        expect(sentence?.text).toMatch(/\p{L}{2,} .*\p{L}{2,}/u);
        expect([...errors, ...watched.foreign, ...watched.troubles]).toEqual([]);
        await page.close();
      });

  it('let a changed figure be seen: a line fades under it, not when it comes in, nor every second, nor where motion is not wanted', async () => {
    // Of itself the city has a report every few minutes, by night not even that.
    await city?.stop();
    city = await cityOn(cityPort, '--rate', '0.5');
    const watch = async (reducedMotion: 'reduce' | 'no-preference') => {
      const page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, reducedMotion });
      await page.addInitScript(watchFigures);
      await page.goto(`${wall.address}?board=fields-units`);
      await page.waitForSelector('.num');
      return { page, told: () => page.evaluate(() => window.figures) };
    };
    const [moving, still] = await Promise.all([watch('no-preference'), watch('reduce')]);
    const seen = await until(
      'some figures have changed',
      async () => {
        const { shown, changed } = await moving.told();
        return shown.length > 3 && changed.length > 3 && { shown, changed };
      },
      120_000,
    );
    const byFigure = Map.groupBy(seen.shown, ({ figure }) => figure);
    for (const [figure, all] of byFigure) {
      const [first] = all;
      // Its value has changed before: to come in is no change.
      expect(seen.changed.some((one) => one.figure === figure && one.at <= (first?.at ?? 0) + 50)).toBe(true);
      all.slice(1).forEach(({ at }, i) => expect(at - (all[i]?.at ?? 0)).toBeGreaterThan(1_900));
    }
    await until(
      'figures of the other have changed',
      async () => (await still.told()).changed.length > 0,
      240_000,
    );
    expect((await still.told()).shown).toEqual([]);
    await Promise.all([moving.page.close(), still.page.close()]);
  }, 600_000);

  it('name invented data as such without the city too, after a restart', async () => {
    await wall.stop();
    wall = await wallWith('--offline');
    for (const { id: board } of profile.boards) {
      const watched = await open([1920, 1080]);
      await watched.page.goto(`${wall.address}?board=${board}`);
      await everyTile(watched.page, 'is stale', (tile) => tile.freshness === 'stale');
      expect(await head(watched)).toContain(DEMO);
      await watched.page.close();
    }
  });
});

describe('the check that boards are put to', () => {
  const bare = async (body: string): Promise<string[]> => {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    await page.setContent(`<style>body { margin: 0; font: 24px sans-serif }</style>${body}`);
    const faults = await faultsOf(page);
    await page.close();
    return faults;
  };
  const box = (more: string, inside: string): string =>
    `<div style="width: 200px; height: 30px; overflow: hidden; white-space: nowrap; ${more}">${inside}</div>`;
  const tile = (id: string, left: number): string =>
    `<div data-panel="${id}" style="position: absolute; left: ${left}px; width: 300px; height: 300px">${id}</div>`;

  it('sees small type, cut words, tiles over one another and a page that scrolls', async () => {
    expect(await bare('<p style="font-size: 12px">small</p>')).toEqual([
      expect.stringMatching(/^too small .*small$/),
    ]);
    expect(await bare(box('', 'a line that is longer than its box'))).toEqual([
      expect.stringContaining('cut off'),
    ]);
    expect(await bare(box('height: 12px', 'half'))).toEqual([expect.stringContaining('cut off')]);
    expect(await bare(tile('a', 0) + tile('b', 200))).toEqual(['tiles a and b overlap']);
    const over = (left: number): string => `<p style="position: absolute; left: ${left}px">written here</p>`;
    expect(await bare(over(0) + over(30))).toEqual([expect.stringContaining('over each other')]);
    expect(await bare(over(0) + over(300))).toEqual([]);
    expect(await bare('<div style="height: 1200px"></div>')).toEqual(['the page scrolls']);
  });

  it('has nothing against a board in order, nor what a line leaves out as a whole', async () => {
    const line = box(
      'display: flex; flex-wrap: wrap; width: 320px; height: 28px',
      '<span>all of this stands,</span><span>and this does not</span>',
    );
    expect(await bare(tile('a', 0) + tile('b', 300) + line)).toEqual([]);
    // Not as a whole: the upper edge of its second line is seen.
    const peeps = line.replace('height: 28px', 'height: 32px');
    expect(await bare(peeps)).toEqual([expect.stringContaining('cut off')]);
  });
});

describe('any two periods of an indicator', () => {
  it('are chosen side by side; the address keeps them, and a board elsewhere does not', async () => {
    const { page, troubles } = await open([1600, 1000]);
    await signIn(page, wall.address, 'viewer');
    await page.goto(`${wall.address}?console&board=indicator`);
    const pair = (): Promise<string[]> =>
      page.$$eval<string[], HTMLSelectElement>('[data-panel="compare"] select', (both) =>
        both.map((one) => one.value),
      );
    const [from, to] = await until('two periods', async () => {
      const found = await pair();
      return found.length === 2 && found;
    });
    expect(from).toBe(to?.replace(/^\d+/, (year) => String(Number(year) - 1)));
    const first = page.locator('[data-panel="compare"] select').first();
    const other = await first.locator('option').nth(4).getAttribute('value');
    await first.selectOption(other);
    await until('the address says it', () => page.url().includes(`periods=${other ?? ''}`));
    await until('they are shown', async () => (await pair()).join() === [other, to].join());
    await page.reload();
    await until('they are shown again', async () => (await pair()).join() === [other, to].join());
    await page.click('nav.boards a:has-text("1022 đúng hạn")');
    await until('the board', () => page.url().includes('board=on-time'));
    expect(page.url()).not.toContain('periods');
    expect(troubles).toEqual([]);
    await page.close();
  });
});
