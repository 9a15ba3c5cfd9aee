import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadProfile } from '../../sync/profile/index.ts';
import { headless } from '../harness/browser.ts';
import { scratch } from '../harness/profile-copy.ts';
import { healthOf, root, startCity, startWall, type Program } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';
import { everyTile, watchedWindow } from '../harness/window.ts';
import { seriousFaults } from './axe.ts';

/** From every board's every mark to a single case and back, on a console, beside a wall that does not notice. */
const PROFILE = path.join(root, 'assets', 'cities', 'hcmc');
const SIZE = [1600, 1000] as const;

let place: Awaited<ReturnType<typeof scratch>>;
let browser: Browser;
let city: Program;
let wall: Program;
let port = 0;
const boards = (await loadProfile(PROFILE)).profile.boards.map(({ id }) => id);

const wallOn = (at: number): Promise<Program> =>
  startWall(
    ...['--profile', PROFILE, '--port', String(at), '--data', path.join(place.folder, 'wall')],
    ...['--city', city.address],
  );

beforeAll(async () => {
  place = await scratch('console');
  browser = await headless();
  city = await startCity(
    ...['--profile', PROFILE, '--port', '0', '--data', path.join(place.folder, 'city')],
    ...['--cases', '60000', '--seed', '11'],
  );
  wall = await wallOn(0);
  port = wall.port;
  await until('the wall holds the city', async () => {
    const health = await healthOf(wall.address);
    return health.status === 'live' && health.cases > 40_000;
  });
});
afterAll(async () => {
  await browser?.close();
  await wall?.stop();
  await city?.stop();
  await place?.remove();
});

const address = (query: string): string => `${wall.address}?console${query}`;

/** A console page, and what went wrong in it. */
async function consolePage(query = ''): Promise<{ page: Page; troubles: string[] }> {
  const { page, troubles, foreign } = await watchedWindow(browser, `127.0.0.1:${port}`, SIZE);
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  page.on('request', () => troubles.push(...foreign.splice(0)));
  await page.goto(address(query));
  await page.waitForSelector('[data-view]');
  return { page, troubles };
}

const boardShows = (page: Page): Promise<unknown> =>
  everyTile(page, 'is answered', ({ freshness, content }) => freshness !== 'loading' && content !== 'error');
const listShows = (page: Page): Promise<unknown> =>
  page.waitForFunction(
    () => Number(document.querySelector('[data-view="cases"]')?.getAttribute('data-loaded')) >= 0,
  );

/** The marks of a board: for each panel, where each of its marks leads. */
const marksOf = (page: Page): Promise<{ panel: string; href: string }[]> =>
  page.$$eval('[data-panel] a[data-drill]', (links) =>
    links.map((link) => ({
      panel: link.closest('[data-panel]')?.getAttribute('data-panel') ?? '',
      href: link.getAttribute('href') ?? '',
    })),
  );

/**
 * Clicks the last mark a panel shows now, and says where it leads: what is hottest may have changed
 * since the board was first read. It is clicked where it is, as it may lie under a picture that takes
 * no clicks.
 */
async function clickLastMark(page: Page, panel: string): Promise<string> {
  const marks = `[data-panel="${panel}"] a[data-drill]`;
  // A chart has its marks once it is laid out, which is after its answer came.
  await page.waitForSelector(marks, { state: 'attached' });
  return page.$$eval(marks, (links) => {
    const last = links.at(-1);
    last?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
    return last?.getAttribute('href') ?? '';
  });
}

describe('from a board to a single case and back', () => {
  it.each(boards)('%s: every mark leads on, and the way back is kept', async (board) => {
    const { page, troubles } = await consolePage(`&board=${board}`);
    await boardShows(page);
    const marks = await marksOf(page);
    expect(marks.length, 'marks').toBeGreaterThan(0);
    const followed = new Set<string>();
    for (const panel of new Set(marks.map((mark) => mark.panel))) {
      const before = page.url();
      const href = await clickLastMark(page, panel);
      expect(href, panel).toMatch(/^\?console/);
      followed.add(href);
      await until(`${panel} leads on`, () => page.url() !== before || href === new URL(before).search);
      const view = await page.getAttribute('[data-view]', 'data-view');
      if (view === 'cases') {
        await listShows(page);
        const first = await page.$('[data-case]');
        if (first !== null) {
          const list = page.url();
          await first.click();
          await page.waitForSelector('[data-case-id]');
          expect(await page.$$eval('.history li', (steps) => steps.length), panel).toBeGreaterThan(0);
          await page.keyboard.press('Escape');
          await until('the list again', () => page.url() === list);
          await page.waitForSelector('[data-view="cases"]');
        }
      } else if (view === 'board') await boardShows(page);
      if (page.url() !== before) {
        await page.goBack();
        await until('the board again', () => page.url() === before);
        await boardShows(page);
      }
    }
    // Every other mark by its address: it opens what it says, and nothing fails.
    const others = [...new Set(marks.map(({ href }) => href))].filter((href) => !followed.has(href));
    for (const href of others.filter((_, i) => i % Math.ceil(others.length / 12) === 0)) {
      await page.goto(new URL(href, wall.address).href);
      await page.waitForSelector('[data-view]');
      if ((await page.getAttribute('[data-view]', 'data-view')) === 'cases') await listShows(page);
      else await boardShows(page);
      expect(await page.$$('[role="alert"]'), href).toHaveLength(0);
    }
    expect(troubles).toEqual([]);
    await page.close();
  });

  it('a list that is left half way down is found so again', async () => {
    const { page } = await consolePage('&view=cases&service=1022');
    await listShows(page);
    await page.$eval('main', (main) => main.scrollTo({ top: main.scrollHeight }));
    await until('a second page', () =>
      page.$eval('[data-view]', (view) => Number(view.getAttribute('data-loaded')) > 60),
    );
    const row = (await page.$$('[data-case]'))[75];
    await row?.scrollIntoViewIfNeeded();
    const [top, id] = [await page.$eval('main', (main) => main.scrollTop), await row?.textContent()];
    await row?.click();
    await page.waitForSelector('[data-case-id]');
    expect(await page.textContent('h1')).toBe(id);
    await page.goBack();
    await page.waitForSelector('[data-view="cases"]');
    await until('where it was', () =>
      page.$eval('main', (main, was) => Math.abs(main.scrollTop - was) < 4, top),
    );
    await page.close();
  });

  it('leaves the wall as it was: no link on it, and the board it had', async () => {
    const { page } = await watchedWindow(browser, `127.0.0.1:${port}`, [1920, 1080]);
    await page.goto(`${wall.address}?screen=1`);
    await boardShows(page);
    const other = await consolePage('&board=on-time');
    await boardShows(other.page);
    expect(await page.getAttribute('[data-board]', 'data-board')).toBe('overview');
    expect(await page.$$('a, button, input')).toHaveLength(0);
    await Promise.all([page.close(), other.page.close()]);
  });
});

describe('search', () => {
  it('finds as one types, without diacritics; its address opens the same again', async () => {
    const { page } = await consolePage();
    await page.keyboard.press('/');
    await page.keyboard.type('dien luc tre han');
    await page.waitForSelector('#found[data-found="dien luc tre han"] li');
    expect(await page.textContent('#found li')).toMatch(/Điện lực.*trễ hạn/s);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-view="cases"]');
    await listShows(page);
    const heading = await page.textContent('h1');
    const again = await consolePage(new URL(page.url()).search.replace('?console', ''));
    await listShows(again.page);
    expect(await again.page.textContent('h1')).toBe(heading);
    await Promise.all([page.close(), again.page.close()]);
  });

  it('finds a case by the beginning of its number, and says what it does not understand', async () => {
    const list = await consolePage('&view=cases&service=1022');
    await list.page.waitForSelector('[data-case]');
    const id = (await list.page.textContent('[data-case]')) ?? '';
    await list.page.fill('[role="combobox"]', `${id} xyzzy`);
    await until('the case', async () => (await list.page.textContent('#found'))?.includes(id));
    expect(await list.page.textContent('search')).toContain('xyzzy');
    await list.page.keyboard.press('ArrowDown');
    await list.page.keyboard.press('Escape');
    expect(await list.page.isVisible('#found')).toBe(false);
    await list.page.close();
  });
});

describe('an earlier day', () => {
  it('is shown as of its end, in its own figures', async () => {
    const { page } = await consolePage('&board=on-time');
    await boardShows(page);
    const now = await page.textContent('[data-panel="headline"]');
    const day = new Date(Date.now() - 3 * 86_400_000)
      .toISOString()
      .slice(0, 10)
      .split('-')
      .reverse()
      .join('/');
    await page.fill('.at input', day);
    await page.keyboard.press('Enter');
    await until('the past', () => page.url().includes('at='));
    await boardShows(page);
    const at = Number(await page.getAttribute('[data-panel="units"]', 'data-as-of'));
    expect(new Date(at).toLocaleDateString('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' })).toBe(day);
    expect(await page.textContent('[data-panel="headline"]')).not.toBe(now);
    await page.close();
  });
});

describe('what is wrong is said', () => {
  const report = async (page: Page): Promise<void> => {
    await page.click('[data-panel="ages"] .report');
    await page.waitForSelector('dialog[open]');
  };

  it('not without a session; with one it is on disk at once, and noted by the city, through a killed host', async () => {
    const { page } = await consolePage('&board=on-time');
    await boardShows(page);
    await report(page);
    expect(await page.textContent('dialog')).toContain('citywall console');
    expect(await page.$$('dialog textarea')).toHaveLength(0);
    const key = (await readFile(path.join(place.folder, 'wall', 'console.key'), 'utf8')).trim();
    await page.goto('about:blank');
    await page.goto(`${address('&board=on-time')}#key=${key}`);
    await boardShows(page);
    expect(page.url()).not.toContain(key);
    const note = 'Số trễ hạn thiếu <b>một</b> đơn vị';
    await report(page);
    await page.fill('dialog textarea', note);
    await page.click('dialog button[type="submit"]');
    await until('queued', async () => (await page.textContent('dialog'))?.includes('Đã ghi'));
    await wall.kill('SIGKILL');
    wall = await wallOn(port);
    await page.goto(address('&board=data'));
    await until('noted by the city', async () => {
      const text = await page.textContent('[data-panel="reports"]').catch(() => '');
      return text?.includes(note) === true && text.includes('đã ghi nhận');
    });
    await page.goto(address('&board=on-time'));
    await boardShows(page);
    await report(page);
    expect(await page.$$('dialog textarea')).toHaveLength(1);
    await page.close();
  });
});

describe('for everybody', () => {
  it.each([
    ['&board=overview', 'dark'],
    ['&board=on-time', 'light'],
    ['&board=map', 'dark'],
    ['&board=data', 'light'],
    ['&board=indicator', 'dark'],
    ['&view=cases&service=1022&state=open', 'dark'],
    ['&view=cases&service=1022', 'light'],
  ])('axe finds nothing serious on %s, %s', async (query, theme) => {
    const { page } = await consolePage(`${query}&theme=${theme}`);
    if (query.includes('view=cases')) await listShows(page);
    else await boardShows(page);
    expect(await seriousFaults(page)).toEqual([]);
    const first = await page.$('[data-case]');
    if (first !== null) {
      await first.click();
      await page.waitForSelector('[data-case-id]');
      expect(await seriousFaults(page), 'the case').toEqual([]);
    }
    await page.fill('[role="combobox"]', 'ngap');
    await page.waitForSelector('#found li');
    expect(await seriousFaults(page), 'search').toEqual([]);
    await page.close();
  });

  it('everything by keyboard: from the first board to a single case and back', async () => {
    const { page } = await consolePage('&board=fields-units');
    await boardShows(page);
    const focus = (): Promise<{ drill: boolean; row: boolean }> =>
      page.evaluate(() => ({
        drill: document.activeElement?.hasAttribute('data-drill') ?? false,
        row: document.activeElement?.hasAttribute('data-case') ?? false,
      }));
    const tabTo = async (what: 'drill' | 'row'): Promise<void> => {
      for (let i = 0; i < 120; i++) {
        await page.keyboard.press('Tab');
        if ((await focus())[what]) return;
      }
      throw new Error(`Tab never came to a ${what}`);
    };
    await tabTo('drill');
    const board = page.url();
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-view="cases"]');
    await listShows(page);
    await tabTo('row');
    await page.keyboard.press('ArrowDown');
    expect((await focus()).row).toBe(true);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-case-id]');
    await page.keyboard.press('Escape');
    await page.waitForSelector('[data-view="cases"]');
    await page.keyboard.press('Escape');
    await until('the board', () => page.url() === board);
    await page.close();
  });
});
