import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { headless } from '../harness/browser.ts';
import { healthOf, startCity, startWall } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';
import { delaysOf } from './delay.ts';
import { middle, percentile } from './figure.ts';
import { openMap, stoodIn } from './map-page.ts';

const COMMON = ['--port', '0'];
/** How long the delay is watched, milliseconds, and how long it is left to settle before. */
const WATCHED = 60_000;
const SETTLED = 10_000;
const RATE = 500;

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
    await until(
      'the wall holds its city',
      async () => (await healthOf(wall.address)).cursor !== null,
      120_000,
    );
    const browser = await headless();
    ends.push(() => browser.close());
    const page = await openMap(browser, wall.address, 'map');
    await until('heat', async () => (await stoodIn(page)).length > 0, 60_000);
    await pause(SETTLED);
    const before = await healthOf(wall.address);
    const started = performance.now();
    const from = (await stoodIn(page)).length - 1;
    await pause(WATCHED);
    const stood = (await stoodIn(page)).slice(from);
    const after = await healthOf(wall.address);
    const behind = Date.now() - (after.asOf ?? 0);
    const seconds = (performance.now() - started) / 1000;
    const came = ((after.cursor?.seq ?? 0) - (before.cursor?.seq ?? 0)) / seconds;
    const found = delaysOf(stood, RATE);
    if (found.length === 0) throw new Error('the map did not change while it was watched');
    const ages = stood.map(({ at, asOf }) => at - asOf);
    const third = Math.ceil(ages.length / 3);
    const [first, last] = [middle(ages.slice(0, third)), middle(ages.slice(-third))];
    tell(
      `${Math.round(came)} records a second came; the map stood ${stood.length} times, its data then ` +
        `${Math.round(first)} ms old in the first third and ${Math.round(last)} ms in the last; the wall's own ${behind} ms`,
    );
    return { median: middle(found), p95: percentile(found, 0.95) };
  } finally {
    for (const end of ends.reverse()) await end();
  }
}
