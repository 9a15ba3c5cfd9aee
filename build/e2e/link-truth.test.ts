import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { headless } from '../harness/browser.ts';
import { profileCopy, scratch } from '../harness/profile-copy.ts';
import { healthOf, holdsCity, startCity, startWall, type Program } from '../harness/programs.ts';
import { DEMO_ACCOUNTS, signIn } from '../harness/sign-in.ts';
import { until } from '../harness/wait.ts';
import { everyTile, tilesOf } from '../harness/window.ts';

/**
 * One truth of the link: a screen, a console and `/health` tell the same state of it, whatever happens to the city, to the line or to the
 * files of the wall. Limits of late and stale are short, as in the test of outages.
 */
const LIMITS = { line: { lateAfter: 8, staleAfter: 16 } };

let place: Awaited<ReturnType<typeof scratch>>;
let browser: Browser;
let city: Program;
let wall: Program;
let screen: Page;
let desk: Page;

const data = (of: string): string => path.join(place.folder, of);

beforeAll(async () => {
  place = await scratch('link-truth');
  const profile = await profileCopy('hcmc', place.folder, LIMITS, { events: [] });
  const common = ['--profile', profile, '--port', '0'];
  city = await startCity(...common, '--data', data('city'), '--cases', '5000', '--seed', '7');
  wall = await startWall(...common, '--data', data('wall'), '--city', city.address, DEMO_ACCOUNTS);
  await holdsCity(wall);
  browser = await headless();
  screen = await browser.newPage({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
  await screen.goto(`${wall.address}?board=on-time`);
  desk = await browser.newPage({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
  await signIn(desk, wall.address, 'operator');
  await desk.goto(`${wall.address}?console&board=on-time`);
});
afterAll(async () => {
  await browser?.close();
  // A program that stands still hears no other signal.
  if (city !== undefined) process.kill(city.pid, 'SIGCONT');
  await city?.stop();
  await wall?.stop();
  await place?.remove();
});

/** What each of the three says of the link. */
async function said(): Promise<{ health: string; screen: string | null; desk: string | null }> {
  const line = (page: Page): Promise<string | null> => page.getAttribute('[data-line]', 'data-line');
  const [health, onScreen, atDesk] = await Promise.all([healthOf(wall.address), line(screen), line(desk)]);
  return { health: health.status, screen: onScreen, desk: atDesk };
}

/** Waits until all three say so. */
const allSay = (state: string): Promise<unknown> =>
  until(`screen, console and /health say ${state}`, async () => {
    const { health, ...shown } = await said();
    return health === state && Object.values(shown).every((one) => one === state);
  });

/** Waits until every tile of the console is as old as the link, or older; none is empty. */
const tilesSay = (states: readonly string[]): Promise<unknown> =>
  everyTile(
    desk,
    `is ${states.join(' or ')}`,
    ({ freshness, content }) => states.includes(freshness) && content === 'data',
  );

it('is told alike while the city is there, gone, and back', async () => {
  await allSay('live');
  process.kill(city.pid, 'SIGSTOP');
  await allSay('late');
  await tilesSay(['late', 'stale']);
  await allSay('stale');
  await tilesSay(['stale']);
  process.kill(city.pid, 'SIGCONT');
  await allSay('live');
});

it('is told alike when the files of the wall are gone, and what is shown is never called live over empty tiles', async () => {
  for (const file of await readdir(data('wall'), { recursive: true }))
    if (/\.db(-wal|-shm)?$/u.test(file)) await rm(path.join(data('wall'), file), { force: true });
  await desk.reload();
  await desk.waitForSelector('[data-line]');
  await until('console, screen and /health agree, and tiles with them', async () => {
    const { health, screen: onScreen, desk: atDesk } = await said();
    const tiles = await tilesOf(desk);
    const shown = tiles.length > 0 && tiles.every(({ content }) => content === 'data' || content === 'empty');
    return health === onScreen && health === atDesk && (health !== 'live' || shown);
  });
  // Whatever became of the files, the city is there: all of it is live again, by itself.
  await allSay('live');
  await everyTile(
    desk,
    'has its figures',
    ({ content, freshness }) => content === 'data' && freshness === 'live',
  );
  expect((await healthOf(wall.address)).cases).toBeGreaterThan(0);
});
