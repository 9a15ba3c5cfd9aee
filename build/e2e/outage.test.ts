import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headless } from '../harness/browser.ts';
import { profileCopy, scratch } from '../harness/profile-copy.ts';
import { healthOf, startCity, startWall, type Program } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';

/**
 * The wall in a real browser, through an outage of the city and the death of its own host. The profile is
 * the shipped one with shorter limits for late and stale, so that the test need not wait five minutes.
 */
const LIMITS = { link: { lateAfter: 3, staleAfter: 9 } };

let browser: Browser;
let page: Page;
let city: Program;
let wall: Program;
let place: Awaited<ReturnType<typeof scratch>>;
let profile: string;
const foreign: string[] = [];
const troubles: string[] = [];

const cityArgs = (port: string): string[] => [
  ...['--profile', profile, '--port', port, '--data', path.join(place.folder, 'city')],
  ...['--cases', '20000', '--seed', '7'],
];
const wallArgs = (port: string): string[] => [
  ...['--profile', profile, '--port', port, '--data', path.join(place.folder, 'wall')],
  ...['--city', city.address],
];

interface TileState {
  panel: string;
  freshness: string;
  content: string;
  text: string;
}
const tiles = (): Promise<TileState[]> =>
  page.$$eval('[data-panel]', (found) =>
    found.map((tile) => ({
      panel: tile.getAttribute('data-panel') ?? '',
      freshness: tile.getAttribute('data-freshness') ?? '',
      content: tile.getAttribute('data-content') ?? '',
      text: tile.textContent ?? '',
    })),
  );
/** Waits until every tile of the board is in one of the states, and returns them. */
const allTiles = (...states: string[]): Promise<TileState[]> =>
  until(`every tile ${states.join(' or ')}`, async () => {
    const found = await tiles();
    return found.length > 3 && found.every((tile) => states.includes(tile.freshness)) && found;
  });

beforeAll(async () => {
  place = await scratch('e2e');
  profile = await profileCopy('hcmc', place.folder, LIMITS);
  city = await startCity(...cityArgs('0'));
  wall = await startWall(...wallArgs('0'));
  await until('the wall holds the city', async () => (await healthOf(wall.address)).cases >= 15_000);
  browser = await headless();
  page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.host !== new URL(wall.address).host && !['data:', 'blob:'].includes(url.protocol))
      foreign.push(request.url());
  });
  page.on('pageerror', (error) => troubles.push(error.message));
  await page.goto(`${wall.address}?screen=1`);
});

afterAll(async () => {
  await browser?.close();
  await wall?.stop();
  await city?.stop();
  await place?.remove();
});

describe('the overview through an outage', () => {
  let today = '';
  const figure = (): Promise<string> =>
    page.$eval('[data-kind="today"] [data-figure]', (element) => element.textContent ?? '');

  it('is live, with data on every tile', async () => {
    const found = await allTiles('live', 'late', 'stale');
    await until('data on every tile', async () => (await tiles()).every((t) => t.content === 'data'));
    expect(found.find((tile) => tile.panel.includes('today') || tile.text.includes('1022'))).toBeDefined();
    expect((await healthOf(wall.address)).status).toBe('live');
  });

  it('says late, then stale, when the city is gone, and keeps its figures', async () => {
    await city.kill('SIGKILL');
    today = await until('a figure', figure);
    await allTiles('late', 'stale');
    const stale = await allTiles('stale');
    expect(stale.every((tile) => tile.content === 'data')).toBe(true);
    expect(await figure()).toBe(today);
    expect((await healthOf(wall.address)).status).toBe('stale');
  });

  it('is live again when the city is back, with as many cases as the city has', async () => {
    city = await startCity(...cityArgs(String(city.port)));
    await until('live again', async () => (await healthOf(wall.address)).status === 'live');
    await until('tiles no longer stale', async () =>
      (await tiles()).some((tile) => tile.freshness === 'live'),
    );
    await until('the same sequence', async () => {
      const held = await healthOf(wall.address);
      const there: { seq?: number } = await (await fetch(new URL('health', city.address))).json();
      return held.cursor?.seq === there.seq;
    });
  });

  it('says so when its own host dies, and reconnects by itself to the same address', async () => {
    const port = wall.port;
    await wall.kill('SIGKILL');
    await allTiles('late', 'stale');
    wall = await startWall(...wallArgs(String(port)));
    expect(wall.port).toBe(port);
    await until('tiles live again', async () => (await tiles()).some((tile) => tile.freshness === 'live'));
  });

  it('shows yesterday at once, labelled, with no city at all', async () => {
    const port = wall.port;
    await wall.stop();
    wall = await startWall(
      ...[
        '--profile',
        profile,
        '--port',
        String(port),
        '--data',
        path.join(place.folder, 'wall'),
        '--offline',
      ],
    );
    await page.reload();
    const found = await allTiles('stale');
    await until('data on every tile', async () => (await tiles()).every((t) => t.content === 'data'));
    expect(found.length).toBeGreaterThan(3);
  });

  it('asked nothing of anyone but its host, and threw nothing', () => {
    expect(foreign).toEqual([]);
    expect(troubles).toEqual([]);
  });
});
