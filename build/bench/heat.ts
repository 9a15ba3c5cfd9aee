import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { headless } from '../harness/browser.ts';
import { healthOf, startCity, startWall } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';
import { middle, percentile } from './figure.ts';
import { openMap, stoodIn, timeToIdle, type Stood } from './map-page.ts';

const LOADS = 5;
const COMMON = ['--port', '0', '--child'];

/** Opens pages one after another, the first not counted; the middle of their times to idle, milliseconds. */
export async function idleTimes(open: () => Promise<number>, tell: (line: string) => void): Promise<number> {
  const times = new Array<number>();
  for (let load = 0; load <= LOADS; load++) {
    const took = await open();
    if (load > 0) times.push(took);
  }
  tell(`times to idle ${times.map((ms) => Math.round(ms)).join(', ')} ms`);
  return middle(times);
}

/** Time to idle of the map board of a wall that stands on a built folder, without a city. */
export async function boardToIdle(
  folders: { profile: string; data: string },
  tell: (line: string) => void,
): Promise<number> {
  const wall = await startWall(...COMMON, '--offline', '--profile', folders.profile, '--data', folders.data);
  let browser: Browser | undefined;
  try {
    browser = await headless();
    const opened = browser;
    return await idleTimes(async () => {
      const page = await openMap(opened, wall.address, 'map');
      const took = await timeToIdle(page);
      await page.close();
      return took;
    }, tell);
  } finally {
    await browser?.close();
    await wall.stop();
  }
}

/**
 * A copy of a profile whose map board shows every case of the last 30 days as heat on the finest grid,
 * instead of the last 24 hours: as many cases as a map of raw points is given.
 */
export async function crowdedProfile(profile: string, into: string): Promise<string> {
  const folder = path.join(into, 'crowded-profile');
  await cp(profile, folder, { recursive: true });
  const file = path.join(folder, 'boards', 'map.json');
  const board: { panels: { kind: string; question: { name: string; params: object }; options?: object }[] } =
    JSON.parse(await readFile(file, 'utf8'));
  for (const panel of board.panels) {
    if (panel.kind !== 'map') continue;
    const params = { ...panel.question.params, range: '30d', grid: 'fine', against: 'nothing' };
    panel.question = { name: 'heat', params };
    panel.options = { ...panel.options, mode: 'heat' };
  }
  await writeFile(file, JSON.stringify(board, null, 2));
  return folder;
}

/** How long the delay is watched, milliseconds, and how long it is left to settle before. */
const WATCHED = 60_000;
const SETTLED = 10_000;
const RATE = 500;

/**
 * Delays from a record's own instant to the first still map that shows it, milliseconds, of records that
 * come evenly at {@link RATE} a second: `stood` oldest first. Records before the first picture are left out.
 */
export function delaysOf(stood: readonly Stood[], rate: number): number[] {
  const delays = new Array<number>();
  let shown = stood[0]?.asOf ?? 0;
  for (const { at, asOf } of stood)
    for (; shown + 1000 / rate <= asOf; shown += 1000 / rate) delays.push(at - (shown + 1000 / rate));
  return delays;
}

/** The delay from record to heat on screen with a living city: its middle and its 95th percentile, milliseconds. */
export async function delays(
  profile: string,
  folder: string,
  tell: (line: string) => void,
): Promise<{ median: number; p95: number }> {
  const ends = new Array<() => Promise<void>>();
  try {
    const city = await startCity(
      ...[...COMMON, '--profile', profile, '--data', path.join(folder, 'delay-city')],
      ...['--cases', '20000', '--rate', String(RATE)],
    );
    ends.push(city.stop);
    const data = path.join(folder, 'delay-wall');
    const wall = await startWall(...COMMON, '--profile', profile, '--data', data, '--city', city.address);
    ends.push(wall.stop);
    await until('the wall is live', async () => (await healthOf(wall.address)).status === 'live', 120_000);
    const browser = await headless();
    ends.push(() => browser.close());
    const page = await openMap(browser, wall.address, 'map');
    await until('heat', async () => (await stoodIn(page)).length > 0, 60_000);
    await pause(SETTLED);
    const before = await healthOf(wall.address);
    const from = (await stoodIn(page)).length - 1;
    await pause(WATCHED);
    const stood = (await stoodIn(page)).slice(from);
    const after = await healthOf(wall.address);
    const came = (after.cursor?.seq ?? 0) - (before.cursor?.seq ?? 0);
    const found = delaysOf(stood, RATE);
    if (found.length === 0) throw new Error('the map did not change while it was watched');
    tell(
      `${Math.round((came / WATCHED) * 1000)} records a second came; the map stood ${stood.length} times, ` +
        `its data then ${Math.round(middle(stood.map(({ at, asOf }) => at - asOf)))} ms old`,
    );
    return { median: middle(found), p95: percentile(found, 0.95) };
  } finally {
    for (const end of ends.reverse()) await end();
  }
}
