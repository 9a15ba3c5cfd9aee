import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withSubject, type Board } from '../../sync/contract/boards.ts';
import { loadProfile } from '../../sync/profile/index.ts';
import { headless } from '../harness/browser.ts';
import { scratch } from '../harness/profile-copy.ts';
import { healthOf, root, startCity, startWall, type Program } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';
import { everyTile, settled } from '../harness/window.ts';
import { CASE_READERS } from './recount/cases.ts';
import { recordsIn, type Records } from './recount/held.ts';
import { MEASURE_READERS } from './recount/measures.ts';
import { inText, shownOn, type Reader, type Shown } from './recount/tiles.ts';
import { WALL_READERS } from './recount/wall.ts';

/**
 * No two figures on a wall disagree: what every tile of every board shows is read as a person reads it and counted again, one by
 * one, from the records. The wall stands without a city, so that all of it is of one instant.
 */
const PROFILE = path.join(root, 'assets', 'cities', 'hcmc');
const READERS = { ...CASE_READERS, ...MEASURE_READERS, ...WALL_READERS };
const SIZE = { width: 3840, height: 2160 };
const { profile } = await loadProfile(PROFILE);

let place: Awaited<ReturnType<typeof scratch>>;
let browser: Browser;
let wall: Program;
let records: Records;
let at = 0;
const boards = new Map<string, Map<string, Shown>>();

beforeAll(async () => {
  place = await scratch('recount');
  browser = await headless();
  const data = ['--data', path.join(place.folder, 'wall'), '--profile', PROFILE, '--port', '0'];
  const city = await startCity(
    ...['--profile', PROFILE, '--port', '0', '--data', path.join(place.folder, 'city')],
    ...['--cases', '60000', '--seed', '11'],
  );
  const fed = await startWall(...data, '--city', city.address);
  await until('the wall holds the city', async () => {
    const health = await healthOf(fed.address);
    return health.status === 'live' && health.cases > 40_000 && health.measures > 1000;
  });
  await fed.stop();
  await city.stop();
  records = recordsIn(path.join(place.folder, 'wall'));
  wall = await startWall(...data, '--offline');
  at = (await healthOf(wall.address)).asOf ?? 0;
});
afterAll(async () => {
  await browser?.close();
  await wall?.stop();
  await place?.remove();
});

/** A board as it stands on a screen, or on a console that looks back at an instant. */
async function board(id: string, then?: number): Promise<Map<string, Shown>> {
  const address =
    then === undefined ? `?board=${id}` : `?console&board=${id}&at=${new Date(then).toISOString()}`;
  const known = boards.get(address);
  if (known !== undefined) return known;
  const page = await browser.newPage({ viewport: SIZE, reducedMotion: 'reduce' });
  await page.goto(wall.address + address);
  await page.waitForSelector('[data-panel]');
  await everyTile(page, 'is answered', ({ content }) => content === 'data' || content === 'empty');
  await settled(page);
  const shown = await shownOn(page);
  await page.close();
  boards.set(address, shown);
  return shown;
}

/** Every figure of a board that is not what the records say, among the panels whose questions have a reader. */
async function wrongOn(
  { id, panels, subject }: Board,
  readers: Readonly<Record<string, Reader>>,
  then?: number,
): Promise<string[]> {
  const shown = await board(id, then);
  const wrong: string[] = [];
  for (const panel of panels) {
    const tile = shown.get(panel.id);
    const reader = readers[panel.question.name];
    // A panel of another arrangement is read on the screen that has it.
    if (tile === undefined || reader === undefined) continue;
    const question = withSubject(panel.question, subject?.default);
    const told = reader(tile, { panel: { ...panel, question }, profile, records, at: then ?? at });
    expect(told.length, `${id}/${panel.id} reads nothing in: ${tile.words.join(' | ')}`).toBeGreaterThan(0);
    for (const one of told)
      if (one.shown !== one.counted)
        wrong.push(`${panel.id}, ${one.what}: shows ${one.shown}, counted ${one.counted}`);
  }
  return wrong;
}

describe('every figure on a board is what the records say', () => {
  for (const one of profile.boards) {
    it(one.id, async () => {
      const names = one.panels.map(({ question }) => question.name);
      expect(names.filter((name) => !Object.hasOwn(READERS, name))).toEqual([]);
      expect(await wrongOn(one, READERS)).toEqual([]);
    });
    if (one.panels.some(({ question }) => Object.hasOwn(CASE_READERS, question.name)))
      it(`${one.id}, looked back at from a console`, async () => {
        // In the middle of an hour of the reporting month before.
        const then = at - 9.14 * 86_400_000;
        expect(await wrongOn(one, CASE_READERS, Math.floor(then))).toEqual([]);
      });
  }

  it('and what several boards say of one thing is one figure', async () => {
    const said = async (of: string, panel: string, pattern: RegExp): Promise<string> =>
      inText((await board(of)).get(panel)?.words.join(' ') ?? '', pattern);
    const [overview, indicators] = [
      await said('overview', 'headline', /(\d+\/\d+) chỉ tiêu/),
      await said('indicators', 'headline', /(\d+\/\d+) chỉ tiêu/),
    ];
    expect(overview).not.toBe('');
    expect(indicators).toBe(overview);
    const counts = await said('indicators', 'fields', /Mọi lĩnh vực (\d+(?: \d+)+)/);
    const [red, , , unknown, total] = counts.split(' ');
    expect(`${red}/${total}`).toBe(overview);
    expect(await said('indicators', 'headline', /(\d+) chưa đủ cơ sở/)).toBe(unknown);
  });
});
