import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headless } from '../harness/browser.ts';
import { heldIn } from '../harness/held.ts';
import { profileCopy, scratch } from '../harness/profile-copy.ts';
import { healthOf, holdsCity, startCity, startWall, type Program } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';
import { everyTile, tilesOf, watchedWindow, type Tile, type Watched } from '../harness/window.ts';

/**
 * The wall in a real browser, through an outage of the city and the death of its own host. The profile is
 * the shipped one with shorter limits for late and stale, so that the test need not wait five minutes; the
 * city beats every 4 s.
 */
const LIMITS = { line: { lateAfter: 8, staleAfter: 16 } };
/** No source of the demonstration stops by itself. */
const CALM = { events: [] };

let browser: Browser;
let watched: Watched;
let page: Page;
let city: Program;
let wall: Program;
let place: Awaited<ReturnType<typeof scratch>>;
let profile: string;

const folder = (name: string): string => path.join(place.folder, name);
const begin = {
  city: (port: number, ...more: string[]): Promise<Program> =>
    startCity(
      ...['--profile', profile, '--port', String(port), '--data', folder('city')],
      ...['--cases', '20000', '--seed', '7', ...more],
    ),
  wall: (port: number, ...source: string[]): Promise<Program> =>
    startWall('--profile', profile, '--port', String(port), '--data', folder('wall'), ...source),
};

/** The 1022 reports since midnight, as the overview shows them. */
const today = (): Promise<string | null> =>
  page.getAttribute('[data-panel="today"] [data-value]', 'data-value');
/** What the head says of the line, and every word of it. */
const head = (): Promise<{ line: string | null; text: string }> =>
  page.$eval('.head', (element) => ({
    line: element.getAttribute('data-line'),
    text: element.textContent,
  }));

beforeAll(async () => {
  place = await scratch('outage');
  profile = await profileCopy('hcmc', place.folder, LIMITS, CALM);
  city = await begin.city(0);
  wall = await begin.wall(0, '--city', city.address);
  await holdsCity(wall);
  browser = await headless();
  watched = await watchedWindow(browser, `127.0.0.1:${wall.port}`, [1920, 1080]);
  page = watched.page;
  await page.goto(`${wall.address}?screen=1`);
  await page.evaluate(() => (document.documentElement.dataset.sameWindow = 'yes'));
});
afterAll(async () => {
  await browser?.close();
  await wall?.stop();
  await city?.stop();
  await place?.remove();
});

describe('the overview through an outage', () => {
  let before: string | null;
  let pid: number;
  /** Tiles whose sources are on time by themselves: those of the month may be late on some days of it. */
  let onTime: string[];
  const isBack = (tile: Tile): boolean =>
    tile.content === 'data' && (tile.freshness === 'live' || !onTime.includes(tile.panel));

  it('is live, with data on every tile', async () => {
    const tiles = await everyTile(page, 'has data', (tile) => tile.content === 'data' && tile.picture);
    expect(tiles.length).toBeGreaterThan(6);
    onTime = tiles.filter((tile) => tile.freshness === 'live').map((tile) => tile.panel);
    expect(onTime).toEqual(
      expect.arrayContaining(['headline', 'today', 'alerts', 'backlog', 'map', 'key', 'strip']),
    );
    await until('a live line', async () => (await head()).line === 'live');
    expect((await head()).text).toContain('Trực tiếp');
    expect((await head()).text).toContain('Dữ liệu mô phỏng');
    expect(Number(await today())).toBeGreaterThanOrEqual(0);
  });

  it('says late, then stale, with the time, when the city is gone, and keeps what it showed', async () => {
    await city.kill('SIGKILL');
    const late = await everyTile(
      page,
      'is late',
      ({ panel, freshness }) => freshness === 'late' || (freshness === 'stale' && !onTime.includes(panel)),
    );
    for (const { panel, text } of late) if (onTime.includes(panel)) expect(text, panel).toContain('chậm');
    await until('a late line', async () => (await head()).line === 'late');
    expect((await healthOf(wall.address)).status).toBe('late');
    before = await today();

    const stale = await everyTile(page, 'is stale', (tile) => tile.freshness === 'stale');
    for (const tile of stale) {
      expect(tile, tile.panel).toMatchObject({ content: 'data', picture: true });
      expect(tile.until, tile.panel).toMatch(/\d\d:\d\d|\d\d\/\d\d/);
      expect(tile.text, tile.panel).toContain('cũ');
    }
    expect(stale.map((tile) => tile.panel)).toEqual(late.map((tile) => tile.panel));
    expect(await today()).toBe(before);
    await until('a stale line', async () => (await head()).line === 'stale');
    expect((await head()).text).toContain('Dữ liệu cũ');
    expect((await healthOf(wall.address)).status).toBe('stale');
  });

  it('is live again when the city is back, with the very records of the city', async () => {
    city = await begin.city(city.port);
    await everyTile(page, 'is live again', isBack);
    expect((await healthOf(wall.address)).status).toBe('live');
    // The city lives on and adds a batch now and then: both are looked at where they stand at one position.
    const [there, here] = await until('one position', () => {
      const both = [heldIn(folder('city')), heldIn(folder('wall'))] as const;
      return both[0].cursor?.seq === both[1].cursor?.seq && both;
    });
    expect(here).toEqual(there);
    expect(here).toMatchObject({ quarantine: 0, twice: 0 });
    expect(here.cases).toBeGreaterThan(0);
    expect(Number(await today())).toBeGreaterThanOrEqual(Number(before));
  });

  it('says so when its own host is killed, and is back by itself at the same address', async () => {
    ({ pid } = await healthOf(wall.address));
    const { port } = wall;
    await wall.kill('SIGKILL');
    await everyTile(page, 'is no longer live', (tile) => tile.freshness !== 'live');
    expect(await head()).toMatchObject({ line: 'silent', text: expect.stringContaining('không trả lời') });
    expect((await tilesOf(page)).every((tile) => tile.content === 'data' && tile.picture)).toBe(true);

    wall = await begin.wall(port, '--city', city.address);
    expect(wall.port).toBe(port);
    await everyTile(page, 'is live again', isBack);
    expect((await healthOf(wall.address)).pid).not.toBe(pid);
    expect(await page.getAttribute('html', 'data-same-window')).toBe('yes');
  });

  it('shows what it has at once, labelled, where there is no city at all', async () => {
    const { port } = wall;
    await wall.stop();
    await city.stop();
    const held = heldIn(folder('wall'));
    wall = await begin.wall(port, '--offline');
    await page.goto(`${wall.address}?screen=1`);
    const tiles = await everyTile(page, 'is stale', (tile) => tile.freshness === 'stale');
    await everyTile(page, 'has data', (tile) => tile.content === 'data' && tile.picture);
    for (const tile of tiles) expect(tile.until, tile.panel).toMatch(/\d\d:\d\d|\d\d\/\d\d/);
    await until('a stale line', async () => (await head()).line === 'stale');
    expect((await head()).text).toContain('Dữ liệu cũ');
    expect((await head()).text).toContain('Dữ liệu mô phỏng');
    expect(await healthOf(wall.address)).toMatchObject({ status: 'stale', cases: held.cases });
  });

  it('asked nothing of anyone but its host, and threw nothing', () => {
    expect(watched.foreign).toEqual([]);
    expect(watched.troubles).toEqual([]);
  });
});
