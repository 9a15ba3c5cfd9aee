import type { Browser, Page } from 'playwright-core';
import { until } from '../harness/wait.ts';
import type { Stood } from './delay.ts';

declare global {
  interface Window {
    /** What {@link watchMap} noted. */
    mapStood: Stood[];
  }
}

/** A map is taken to stand for good once nothing new was drawn for this long, milliseconds. */
const QUIET = 700;

/**
 * Faults in a page, from before its first script, every time its map is idle with what was last asked of it.
 * Runs in the page: an idle for something older than what the map already shows does not count.
 */
function watchMap(): void {
  window.mapStood = [];
  document.addEventListener('citywall:map-idle', (event) => {
    if (!(event instanceof CustomEvent) || !(event.target instanceof HTMLElement)) return;
    const { mapSeq, heatAsOf } = event.target.dataset;
    const asOf = Number(heatAsOf);
    if (asOf > 0 && Number(mapSeq) === event.detail.seq)
      window.mapStood.push({ after: performance.now(), at: Date.now(), asOf });
  });
}

/** Opens the board of a wall in a window of its own, watched. */
export async function openMap(browser: Browser, address: string, board: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, reducedMotion: 'reduce' });
  await page.addInitScript(watchMap);
  await page.goto(new URL(`/?board=${board}`, address).href, { waitUntil: 'commit' });
  return page;
}

/** What was noted so far. */
export const stoodIn = (page: Page): Promise<Stood[]> => page.evaluate(() => window.mapStood);

/** Milliseconds from opening until the map stood with all that its panel asks, heat, areas and hot spots. */
export async function timeToIdle(page: Page, within = 120_000): Promise<number> {
  const last = await until(
    'the map idle',
    () =>
      page.evaluate((quiet) => {
        const map = document.querySelector<HTMLElement>('[data-map-seq]');
        const stood = window.mapStood.at(-1);
        const waiting = document.querySelector('[data-freshness="loading"]') !== null;
        if (map === null || stood === undefined || waiting) return null;
        const still = map.dataset['mapIdle'] === map.dataset['mapSeq'];
        return still && performance.now() - stood.after > quiet ? stood : null;
      }, QUIET),
    within,
  );
  return last.after;
}
