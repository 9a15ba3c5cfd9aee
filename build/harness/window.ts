import type { Browser, Page } from 'playwright-core';
import { until } from './wait.ts';

/** A window of a wall in a browser, and what it did that it must not. */
export interface Watched {
  page: Page;
  /** Addresses it asked that are not its host's. */
  foreign: string[];
  /** Errors its scripts threw, and dialogs that opened. */
  troubles: string[];
}

/**
 * Opens an empty window that is watched. Only `host` (name and port) may be asked for anything; `data:` and
 * `blob:` stay inside the page.
 */
export async function watchedWindow(
  browser: Browser,
  host: string,
  [width, height]: readonly [number, number],
): Promise<Watched> {
  const page = await browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' });
  const foreign: string[] = [];
  const troubles: string[] = [];
  const asked = (address: string): void => {
    const url = new URL(address);
    if (url.host !== host && !['data:', 'blob:'].includes(url.protocol)) foreign.push(address);
  };
  page.on('request', (request) => asked(request.url()));
  page.on('websocket', (socket) => asked(socket.url()));
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('dialog', (dialog) => {
    troubles.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return { page, foreign, troubles };
}

/** A tile of a board as the page has it. */
export interface Tile {
  panel: string;
  kind: string;
  /** `loading`, `live`, `late` or `stale`. */
  freshness: string;
  /** `loading`, `data`, `empty` or `error`. */
  content: string;
  /** How far it says that its figures reach, as written. */
  until: string;
  /** Everything it says. */
  text: string;
  /** Whether it shows a picture: figures, rows or a map. */
  picture: boolean;
}

/** The tiles of the board on a page. */
export const tilesOf = (page: Page): Promise<Tile[]> =>
  page.$$eval('[data-panel]', (found) =>
    found.map((tile) => ({
      panel: tile.getAttribute('data-panel') ?? '',
      kind: tile.getAttribute('data-kind') ?? '',
      freshness: tile.getAttribute('data-freshness') ?? '',
      content: tile.getAttribute('data-content') ?? '',
      until: tile.querySelector('.until')?.textContent.trim() ?? '',
      text: tile.textContent.trim(),
      picture: tile.querySelector('.picture') !== null,
    })),
  );

/** Waits until a condition holds for every tile of a page, and returns them; fails with those for which it does not. */
export async function everyTile(
  page: Page,
  what: string,
  holds: (tile: Tile) => boolean,
  within?: number,
): Promise<Tile[]> {
  let seen: Tile[] = [];
  try {
    return await until(
      `every tile ${what}`,
      async () => {
        seen = await tilesOf(page);
        return seen.length > 0 && seen.every(holds) && seen;
      },
      within,
    );
  } catch (cause) {
    const others = seen.filter((tile) => !holds(tile)).map((t) => `${t.panel}: ${t.freshness}, ${t.content}`);
    throw new Error(`not every tile ${what}: ${others.join('; ') || 'there is none'}`, { cause });
  }
}

/**
 * Waits until the typeface of a page has come and nothing moves for it any more: rows are fitted anew then, and a tile that waits
 * for its room to be measured is drawn a frame later. What is judged of a page is judged once, after that.
 */
export async function standsStill(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => true));
  await until('nothing to move', () =>
    page.evaluate(async () => {
      const places = (): string =>
        [...document.querySelectorAll('body *')]
          .map((one) => {
            const { left, top, width, height } = one.getBoundingClientRect();
            const { visibility } = getComputedStyle(one);
            return [left, top, width, height, visibility, one.getAttribute('class')].join(' ');
          })
          .join('\n');
      const before = places();
      for (let frame = 0; frame < 3; frame++)
        await new Promise((drawn) => requestAnimationFrame(() => drawn(true)));
      return places() === before;
    }),
  );
}

/** Maps: how often each was asked to draw anew, and what of that stands. */
const MAPS = '[data-kind="map"][data-content="data"] [data-map-seq]';

/** Waits until a board has all its answers, its type is loaded, its tiles are drawn and its map stands still. */
export async function settled(page: Page): Promise<void> {
  await everyTile(page, 'is answered', ({ freshness }) => freshness !== 'loading');
  await standsStill(page);
  const asked = await page.$$eval(MAPS, (maps) => maps.map(({ dataset }) => Number(dataset.mapSeq)));
  await until('the map drawn', () =>
    page.$$eval(
      MAPS,
      (maps, before) =>
        maps.every(({ dataset }, i) => {
          const seq = Number(dataset.mapSeq);
          return Number(dataset.mapIdle) >= Math.min(seq, before[i] ?? seq);
        }),
      asked,
    ),
  );
}
