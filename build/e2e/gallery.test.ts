import path from 'node:path';
import process from 'node:process';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exhibitsOf } from '../../renderer/gallery/exhibits.ts';
import { STATES } from '../../renderer/gallery/states.ts';
import { panelKind } from '../../sync/contract/panels.ts';
import { place as placeSchema } from '../../sync/contract/place.ts';
import { headless } from '../harness/browser.ts';
import { scratch } from '../harness/profile-copy.ts';
import { root, startWall, type Program } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';
import { everyTile, standsStill, watchedWindow } from '../harness/window.ts';
import { faultsWithin } from '../screenshots/faults.ts';

/** Every kind of panel in every state and size, by itself: nothing cut, nothing below the floor, nothing thrown. */
const LOOKS = [
  { size: [1920, 1080], theme: 'dark', lang: 'vi' },
  { size: [3840, 2160], theme: 'light', lang: 'en' },
] as const;
const KINDS = panelKind.options.filter((kind) => exhibitsOf(kind).length > 0);
/** Kinds whose every row, bar and part leads on. */
const LEADING = ['bars', 'shares', 'ranking', 'lights', 'hotspots', 'strip'];
/** What a tile of a state says of itself. */
const CONTENT = {
  live: 'data',
  late: 'data',
  stale: 'data',
  empty: 'empty',
  error: 'error',
  broken: 'error',
};

/** The made-up city has no pictures: what a browser says of one that is not there. */
const MISSING = /^Failed to load resource: .* 404/;

let place: Awaited<ReturnType<typeof scratch>>;
let browser: Browser;
let wall: Program;

beforeAll(async () => {
  place = await scratch('gallery');
  browser = await headless();
  const profile = path.join(root, 'assets', 'cities', 'san-francisco');
  wall = await startWall('--profile', profile, '--port', '0', '--data', place.folder, '--offline');
});
afterAll(async () => {
  await browser?.close();
  await wall?.stop();
  await place?.remove();
});

describe('the gallery', () => {
  for (const kind of KINDS)
    for (const { size, theme, lang } of LOOKS)
      it(`${kind}, ${size.join(' × ')}, ${theme}, ${lang}: whole and legible in every state`, async () => {
        const { page, foreign, troubles } = await watchedWindow(browser, `127.0.0.1:${wall.port}`, size);
        const errors: string[] = [];
        page.on('console', (message) => {
          if (message.type() === 'error' && !(kind === 'picture' && MISSING.test(message.text())))
            errors.push(message.text());
        });
        await page.goto(`${wall.address}?gallery&kind=${kind}&theme=${theme}&lang=${lang}&marks`);
        const tiles = await everyTile(page, 'is in its state', ({ panel, content }) => {
          const state = panel.split(' ').at(-1) ?? '';
          return content === (Object.entries(CONTENT).find(([name]) => name === state)?.[1] ?? state);
        });
        const shown = exhibitsOf(kind).reduce((n, e) => n + e.sizes.length + STATES.length - 1, 0);
        expect(tiles).toHaveLength(shown);
        await standsStill(page);
        const shots = process.env.CITYWALL_E2E_SHOTS;
        if (shots !== undefined)
          await page.screenshot({ path: path.join(shots, `gallery-${kind}-${size[0]}.png`) });
        expect(await faultsWithin(page, '[data-exhibit]')).toEqual([]);
        expect([...errors, ...foreign, ...troubles]).toEqual([]);
        await page.close();
      });

  it('has marks that lead on where someone can go there, and none on a wall', async () => {
    const { page } = await watchedWindow(browser, `127.0.0.1:${wall.port}`, [1920, 1080]);
    for (const kind of LEADING) {
      const address = `${wall.address}?gallery&kind=${kind}`;
      await page.goto(address);
      await page.waitForSelector('[data-exhibit]');
      expect(await page.$$('[data-drill]'), kind).toEqual([]);
      await page.goto(`${address}&marks`);
      const links = page.locator('[data-drill]:visible');
      // Rows are fitted anew when the typeface has come: the first mark is pressed until it is one that stays.
      await until(`the first mark of ${kind} leads on`, async () => {
        const first = links.first();
        const to = decodeURIComponent((await first.getAttribute('href')) ?? '');
        await first.press('Enter');
        return decodeURIComponent(new URL(page.url()).hash) === to;
      });
      const all = await links.evaluateAll((found) =>
        found.map((link) => decodeURIComponent(link.getAttribute('href') ?? '')),
      );
      for (const to of all) placeSchema.parse(JSON.parse(to.slice(1)));
    }
    await page.close();
  });
});
