import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { archive, type DrawnFeature } from '../../sync/host/web/base-map.fixture.ts';
import { headless } from '../harness/browser.ts';
import { profileCopy, scratch } from '../harness/profile-copy.ts';
import { healthOf, holdsCity, startCity, startWall, type Program } from '../harness/programs.ts';
import { DEMO_ACCOUNTS, signIn } from '../harness/sign-in.ts';
import { until } from '../harness/wait.ts';
import { settled, watchedWindow, type Watched } from '../harness/window.ts';

/** Maps of the areas that were there on a day, and what lies below them. */
let place: Awaited<ReturnType<typeof scratch>>;
let profile: string;
let browser: Browser;
let city: Program;
let wall: Program;

beforeAll(async () => {
  place = await scratch('areas');
  profile = await profileCopy('hcmc', place.folder, {});
  browser = await headless();
  const at = (name: string): string[] => [
    '--profile',
    profile,
    '--port',
    '0',
    '--data',
    path.join(place.folder, name),
  ];
  city = await startCity(...at('city'), '--cases', '20000', '--seed', '5');
  wall = await startWall(...at('wall'), '--city', city.address, DEMO_ACCOUNTS);
  await holdsCity(wall);
});
afterAll(async () => {
  await browser?.close();
  await wall?.stop();
  await city?.stop();
  await place?.remove();
});

const open = (): Promise<Watched> => watchedWindow(browser, `127.0.0.1:${wall.port}`, [1600, 900]);

describe('a map of an earlier day', () => {
  it.each([
    ['2025-06-30T16:59:59Z', 'Huyện Củ Chi', 'Sài Gòn', 0],
    ['2025-06-30T17:00:00Z', 'Sài Gòn', 'Huyện Củ Chi', 1],
  ])('at %s names %s and not %s', async (at, there, gone, farInsets) => {
    const { page, foreign, troubles } = await open();
    await signIn(page, wall.address, 'viewer');
    await page.goto(`${wall.address}?console&board=map&at=${at}&lang=vi`);
    await settled(page);
    const words = (): Promise<string> => page.$eval('[data-panel="map"]', (panel) => panel.textContent);
    await until(`the map names ${there}`, async () => (await words()).includes(there));
    expect(await words()).not.toContain(gone);
    expect((await words()).includes('Côn Đảo')).toBe(farInsets === 1);
    expect([...foreign, ...troubles]).toEqual([]);
    await page.close();
  });
});

const SEA: DrawnFeature = {
  layer: 'water',
  kind: 'ocean',
  area: true,
  corners: [
    [0, 0],
    [4096, 0],
    [4096, 4096],
    [0, 4096],
  ],
};
const ABOUT = {
  attribution: '<a href="https://example.org">&copy; Sở Đo đạc</a>',
  vector_layers: [{ id: 'water' }],
};
/** The city is on these two tiles of the fifth zoom. */
const flooded = archive({
  tiles: [14, 15].map((y) => ({ z: 5, x: 25, y, features: [SEA] })),
  metadata: ABOUT,
});

/** How the maps of a page stand to the base map: `none`, `drawn` or `lost`, each once. */
const bases = (page: Page): Promise<string[]> =>
  page.$$eval('[data-panel="map"] .view', (views) => [
    ...new Set(views.map((v) => v.getAttribute('data-base') ?? '')),
  ]);
const words = (page: Page): Promise<string> =>
  page.$eval('[data-panel="map"] .map-legend', (legend) => legend.textContent);

/** The colour of the map's top left corner, where there is no land: red, green and blue. */
async function corner(page: Page): Promise<number[]> {
  const box = await page.$eval('[data-panel="map"] .city-map', (map) => {
    const { x, y } = map.getBoundingClientRect();
    return { x: x + 8, y: y + 8, width: 4, height: 4 };
  });
  const shot = (await page.screenshot({ clip: box })).toString('base64');
  return page.evaluate(async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    const brush = canvas.getContext('2d');
    brush?.drawImage(image, 0, 0);
    return [...(brush?.getImageData(1, 1, 1, 1).data ?? [])].slice(0, 3);
  }, shot);
}

describe('a base map of the profile', () => {
  let watched: Watched;
  const asked: string[] = [];
  const files: number[] = [];
  beforeAll(async () => {
    watched = await open();
    watched.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    watched.page.on('response', (response) => {
      if (new URL(response.url()).pathname === '/base.pmtiles') files.push(response.status());
    });
    await watched.page.goto(`${wall.address}?board=map&theme=dark&lang=vi`);
    await settled(watched.page);
  });

  it('is not asked for where there is none', async () => {
    const { page } = watched;
    await until(
      'the map stands',
      async () => (await page.$('[data-panel="map"] [data-drawn="webgl"]')) !== null,
    );
    expect(await bases(page)).toEqual(['none']);
    expect(await corner(page)).toEqual([12, 20, 36]);
    expect(asked.filter((pathname) => pathname.includes('pmtiles'))).toEqual([]);
    expect(await words(page)).not.toContain('nền:');
  });

  it('is drawn below as soon as it is there, muted, with whose it is, and read in parts', async () => {
    const { page } = watched;
    await writeFile(path.join(profile, 'base.pmtiles'), flooded);
    await until('the base map stands', async () => String(await bases(page)) === 'drawn', 60_000);
    expect(await words(page)).toContain('nền: © Sở Đo đạc');
    await until('the water shows', async () => String(await corner(page)) === '32,59,85');
    expect(new Set(files)).toEqual(new Set([206]));
  });

  it('that cannot be read is said, on the map where it is a tile, by the host where it is the file; the map goes on', async () => {
    const { page } = watched;
    const broken = Buffer.from(flooded);
    // Where the tiles begin, the archive's header says.
    broken.fill(7, Number(broken.readBigUInt64LE(56)));
    await writeFile(path.join(profile, 'base.pmtiles'), broken);
    await until('it is said', async () => (await words(page)).includes('không đọc được bản đồ nền'), 60_000);
    await writeFile(path.join(profile, 'base.pmtiles'), 'no map at all');
    await until('the host says so', async () =>
      String((await healthOf(wall.address)).notes).includes('base-map-invalid'),
    );
    await until('the map does without', async () => String(await bases(page)) === 'none', 60_000);
    await rm(path.join(profile, 'base.pmtiles'));
    await until(
      'nothing is left to say',
      async () => !String((await healthOf(wall.address)).notes).includes('base-map'),
    );
    expect(await corner(page)).toEqual([12, 20, 36]);
    expect([...watched.foreign, ...watched.troubles]).toEqual([]);
  });
});
