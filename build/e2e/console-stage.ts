import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Role } from '../../sync/contract/people.ts';
import { headless } from '../harness/browser.ts';
import { scratch } from '../harness/profile-copy.ts';
import { holdsCity, root, startCity, startWall, type Program } from '../harness/programs.ts';
import { DEMO_ACCOUNTS, signIn } from '../harness/sign-in.ts';
import { everyTile, watchedWindow } from '../harness/window.ts';

/** The profile whose consoles are tried. */
export const PROFILE = path.join(root, 'assets', 'cities', 'hcmc');
const SIZE = [1600, 1000] as const;

/** A wall of a small city, and consoles of it. */
export interface ConsoleStage {
  readonly browser: Browser;
  readonly wall: Program;
  /** Where the wall keeps what it holds. */
  readonly folder: string;
  /** The address of a console with this query: `&board=map`. */
  address: (query: string) => string;
  /** A console page on which somebody is signed in, an operator where nobody else is named, or nobody; and what went wrong in it. */
  open: (
    query?: string,
    size?: readonly [width: number, height: number],
    role?: Role | null,
  ) => Promise<{ page: Page; troubles: string[] }>;
  /** Kills the wall's host and starts another at the same address. */
  restart: () => Promise<void>;
}

/**
 * Sets a stage for the tests of the file that calls it; it is there once they run. A `still` wall has lost its city: all it
 * tells is of one instant, and nothing that it holds is revised meanwhile. `profileIn` makes another profile in a folder.
 */
export function consoleStage(
  name: string,
  { still = false, profileIn }: { still?: boolean; profileIn?: (folder: string) => Promise<string> } = {},
): ConsoleStage {
  let place: Awaited<ReturnType<typeof scratch>>;
  let browser: Browser;
  let city: Program;
  let wall: Program;
  let profile = PROFILE;
  /** Consoles that a test opened: one that fails leaves them open, and each draws on beside all that come after. */
  let opened: Page[] = [];
  const data = (of: string): string => path.join(place.folder, of);
  const wallOn = (port: number, ...source: string[]): Promise<Program> =>
    startWall('--profile', profile, '--port', String(port), '--data', data('wall'), DEMO_ACCOUNTS, ...source);
  const address = (query: string): string => `${wall.address}?console${query}`;

  beforeAll(async () => {
    place = await scratch(name);
    profile = (await profileIn?.(place.folder)) ?? PROFILE;
    browser = await headless();
    city = await startCity(
      ...['--profile', profile, '--port', '0', '--data', data('city'), '--cases', '60000', '--seed', '11'],
    );
    wall = await wallOn(0, '--city', city.address);
    await holdsCity(wall);
    if (!still) return;
    await wall.stop();
    await city.stop();
    wall = await wallOn(0, '--offline');
  });
  afterEach(async () => {
    await Promise.all(opened.map((page) => page.close()));
    opened = [];
  });
  afterAll(async () => {
    await browser?.close();
    await wall?.stop();
    await city?.stop();
    await place?.remove();
  });

  return {
    get browser() {
      return browser;
    },
    get wall() {
      return wall;
    },
    get folder() {
      return data('wall');
    },
    address,
    async open(query = '', size = SIZE, role = 'operator') {
      const { page, troubles, foreign } = await watchedWindow(browser, `127.0.0.1:${wall.port}`, size);
      opened.push(page);
      page.on('console', (message) => {
        if (message.type() === 'error') troubles.push(message.text());
      });
      page.on('request', () => troubles.push(...foreign.splice(0)));
      if (role !== null) await signIn(page, wall.address, role);
      await page.goto(address(query));
      await page.waitForSelector('[data-view]');
      return { page, troubles };
    },
    async restart() {
      await wall.kill('SIGKILL');
      wall = await wallOn(wall.port, '--city', city.address);
    },
  };
}

/** Waits until every tile of the board on a page is answered, by data or by the word that there is none. */
export const boardShows = (page: Page): Promise<unknown> =>
  everyTile(page, 'is answered', ({ freshness, content }) => freshness !== 'loading' && content !== 'error');

/** How far below the window's top the line of a case stands, pixels: what a person sees, whatever lies above out of view. */
export const standsAt = (page: Page, id: string): Promise<number> =>
  page.$$eval(
    '[data-case]',
    (links, text) => links.find((link) => link.textContent === text)?.getBoundingClientRect().top ?? NaN,
    id,
  );

/** Waits until a list of cases is answered. */
export const listShows = (page: Page): Promise<unknown> =>
  page.waitForFunction(
    () => Number(document.querySelector('[data-view="cases"]')?.getAttribute('data-loaded')) >= 0,
  );

/** Whether the last of the boards in a console's head is in sight: their line may be longer than the glass. */
export const lastBoardInSight = (page: Page): Promise<boolean> =>
  page.$eval('.boards .list', (line) => {
    const [glass, last] = [line.getBoundingClientRect(), line.lastElementChild?.getBoundingClientRect()];
    return last !== undefined && last.left >= glass.left && last.right <= glass.right;
  });
