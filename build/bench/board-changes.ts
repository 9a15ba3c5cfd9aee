import type { Browser, CDPSession, Page } from 'playwright-core';
import { startWall } from '../harness/programs.ts';
import { DEMO_ACCOUNTS, signIn } from '../harness/sign-in.ts';
import { middle } from './figure.ts';

/** A console on a wall that stands on a built folder, without a city, and the boards its links lead to. */
export interface Boards {
  page: Page;
  /** Addresses of its boards, in the order of its links. */
  boards: string[];
  close(): Promise<void>;
}

const WITHIN = 60_000;

export async function openBoards(
  browser: Browser,
  folders: { profile: string; data: string },
): Promise<Boards> {
  const wall = await startWall(
    ...['--port', '0', '--offline', '--profile', folders.profile, '--data', folders.data, DEMO_ACCOUNTS],
  );
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, reducedMotion: 'reduce' });
  await signIn(page, wall.address, 'viewer');
  await page.goto(new URL('/?console', wall.address).href);
  await page.waitForSelector('[data-view="board"]');
  const boards = await page.$$eval('nav.boards a[href*="board="]', (links) =>
    links.map((link) => (link instanceof HTMLAnchorElement ? link.href : '')),
  );
  return {
    page,
    boards,
    async close() {
      await page.close();
      await wall.stop();
    },
  };
}

/** Which board is waited for, and how. */
interface Awaited {
  place: number;
  /** Its link is pressed first; else it is what the page was opened with. */
  click: boolean;
  /** Its maps stand still, too. */
  maps: boolean;
  within: number;
}

/**
 * Milliseconds until the board whose link is the `place`-th shows all it has: every tile is answered and maps stand
 * still. From a click on its link, or, where the page was only now opened, from the beginning of that. Runs in the page.
 */
function untilSettled({ place, click, maps, within }: Awaited): Promise<number> {
  const linkOf = (): HTMLElement | undefined =>
    [...document.querySelectorAll<HTMLElement>('nav.boards a[href*="board="]')][place];
  const began = click ? performance.now() : 0;
  if (click) linkOf()?.click();
  const settled = (): boolean => {
    if (linkOf()?.getAttribute('aria-current') !== 'page') return false;
    const tiles = [...document.querySelectorAll<HTMLElement>('[data-view="board"] [data-panel]')];
    const map = document.querySelector<HTMLElement>('[data-map-seq]');
    return (
      tiles.length > 0 &&
      tiles.every((tile) => tile.dataset['freshness'] !== 'loading') &&
      (!maps ||
        document.querySelector('[data-kind="map"]') === null ||
        (map !== null && map.dataset['mapIdle'] === map.dataset['mapSeq']))
    );
  };
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (settled()) resolve(performance.now() - began);
      else if (performance.now() - began > within) reject(new Error(`board ${place} did not settle`));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

/** Resolves once the page has nothing left to draw: some frames in a row come in time. Runs in the page. */
function calm(): Promise<void> {
  return new Promise((resolve) => {
    let [last, frames] = [performance.now(), 0];
    const look = (): void => {
      const now = performance.now();
      frames = now - last < 40 ? frames + 1 : 0;
      last = now;
      if (frames < 15) requestAnimationFrame(look);
      else resolve();
    };
    requestAnimationFrame(look);
  });
}

const change = (page: Page, place: number, maps = true): Promise<number> =>
  page.evaluate(untilSettled, { place, click: true, maps, within: WITHIN });

async function load(page: Page, address: string, place: number): Promise<number> {
  await page.goto(address, { waitUntil: 'commit' });
  await page.waitForSelector('nav.boards a');
  return page.evaluate(untilSettled, { place, click: false, maps: true, within: WITHIN });
}

/**
 * Every board reached by its link, and the same boards opened as pages, board by board in turns; means over the boards of
 * the middles of `rounds`, after one that is not counted.
 */
export async function timeChanges(
  { page, boards }: Boards,
  rounds: number,
  tell: (line: string) => void,
): Promise<{ changed: number; loaded: number }> {
  const changes = boards.map(() => new Array<number>());
  const loads = boards.map(() => new Array<number>());
  for (let round = 0; round <= rounds; round++)
    for (const [place, address] of boards.entries()) {
      const loaded = await load(page, address, place);
      // From the board after it, so that it is no longer on the page.
      await change(page, (place + 1) % boards.length);
      await page.evaluate(calm);
      const changed = await change(page, place);
      if (round === 0) continue;
      loads[place]?.push(loaded);
      changes[place]?.push(changed);
    }
  const mean = (times: number[][]): number =>
    times.reduce((sum, some) => sum + middle(some), 0) / times.length;
  for (const [place, address] of boards.entries())
    tell(
      `${new URL(address).searchParams.get('board') ?? address}: changed to in ${middle(changes[place] ?? []).toFixed(0)} ms, ` +
        `opened in ${middle(loads[place] ?? []).toFixed(0)} ms`,
    );
  return { changed: mean(changes), loaded: mean(loads) };
}

/** What a page holds once garbage is collected. */
export interface Holding {
  /** JavaScript's heap in use, MiB. */
  heap: number;
  /** DOM nodes, those that are no longer in the document included. */
  nodes: number;
  listeners: number;
}

async function holdingOf(devtools: CDPSession): Promise<Holding> {
  for (let i = 0; i < 3; i++) await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? NaN;
  return { heap: of('JSHeapUsedSize') / 2 ** 20, nodes: of('Nodes'), listeners: of('JSEventListeners') };
}

/** What a window holds after some board changes, when everything was shown a few times, and after many more. */
export async function holdings(
  { page, boards }: Boards,
  { first, more }: { first: number; more: number },
  tell: (line: string) => void,
): Promise<{ before: Holding; after: Holding }> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  await devtools.send('HeapProfiler.enable');
  const round = async (changes: number): Promise<Holding> => {
    for (let i = 0; i < changes; i++) await change(page, i % boards.length, false);
    // The same board each time, or what one shows more than another would count as growth.
    await change(page, 1);
    await change(page, 0);
    const held = await holdingOf(devtools);
    tell(
      `after ${changes} board changes more: ${held.heap.toFixed(1)} MiB, ${held.nodes} nodes, ${held.listeners} listeners`,
    );
    return held;
  };
  const before = await round(first);
  const after = await round(more);
  await devtools.detach();
  return { before, after };
}
