import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AlertEvent } from '../../sync/contract/alerts.ts';
import type { Board } from '../../sync/contract/boards.ts';
import { loadProfile } from '../../sync/profile/index.ts';
import { headless } from '../harness/browser.ts';
import { scratch } from '../harness/profile-copy.ts';
import { healthOf, holdsCity, root, startCity, startWall, type Program } from '../harness/programs.ts';
import { DEMO_ACCOUNTS, signIn } from '../harness/sign-in.ts';
import { READERS, readBoard, wrongOn } from './recount/boards.ts';
import { CASE_READERS } from './recount/cases.ts';
import { eventsIn, recordsIn, type Records } from './recount/held.ts';
import { inText, type Shown } from './recount/tiles.ts';
import { mostAsked, wrongOnUnitPage } from './recount/unit-page.ts';

/**
 * No two figures on a wall disagree: what every tile of every board shows is read as a person reads it and counted again, one by
 * one, from the records. The wall stands without a city, so that all of it is of one instant.
 */
const PROFILE = path.join(root, 'assets', 'cities', 'hcmc');
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
  await holdsCity(fed);
  await fed.stop();
  await city.stop();
  records = recordsIn(path.join(place.folder, 'wall'));
  wall = await startWall(...data, '--offline', DEMO_ACCOUNTS);
  at = (await healthOf(wall.address)).asOf ?? 0;
});
afterAll(async () => {
  await browser?.close();
  await wall?.stop();
  await place?.remove();
});

/** What is wrong on a board as it stands on a screen, or on a console that looks back at an instant. */
async function wrongOf(board: Board, then?: number): Promise<string[]> {
  const past = then === undefined ? '' : `&console&at=${new Date(then).toISOString()}`;
  const events = (): readonly AlertEvent[] => eventsIn(path.join(place.folder, 'wall'));
  const held = { profile, records, events, at: then ?? at };
  const readers = then === undefined ? READERS : CASE_READERS;
  const address = `${wall.address}?board=${board.id}${past}`;
  const { shown, wrong } = await readBoard(
    browser,
    address,
    (now) => wrongOn(board, now, held, readers),
    async (page) => {
      // Walls are looked at by anybody, consoles by who is signed in.
      if (then !== undefined) await signIn(page, wall.address, 'operator');
    },
  );
  if (then === undefined) boards.set(board.id, shown);
  return wrong;
}

describe('every figure on a board is what the records say', () => {
  for (const one of profile.boards) {
    it(one.id, async () => {
      const names = one.panels.map(({ question }) => question.name);
      expect(names.filter((name) => !Object.hasOwn(READERS, name))).toEqual([]);
      expect(await wrongOf(one)).toEqual([]);
    });
    if (one.panels.some(({ question }) => Object.hasOwn(CASE_READERS, question.name)))
      it(`${one.id}, looked back at from a console`, async () => {
        // In the middle of an hour of the reporting month before.
        expect(await wrongOf(one, Math.floor(at - 9.14 * 86_400_000))).toEqual([]);
      });
  }

  it('and so is every figure on the page of the unit that is asked most', async () => {
    const held = { profile, records, at };
    expect(await wrongOnUnitPage(browser, wall.address, mostAsked(held), held)).toEqual([]);
  });

  it('and what several boards say of one thing is one figure', () => {
    const said = (of: string, panel: string, pattern: RegExp): string =>
      inText(boards.get(of)?.get(panel)?.words.join(' ') ?? '', pattern);
    const [overview, indicators] = [
      // Of an alert that tells them, how many; else of how many, too.
      said('overview', 'headline', /(\d+)(?:\/\d+)? chỉ tiêu/),
      said('indicators', 'headline', /(\d+\/\d+) chỉ tiêu/),
    ];
    expect(overview).not.toBe('');
    expect(indicators.split('/')[0]).toBe(overview);
    const counts = said('indicators', 'fields', /Mọi lĩnh vực (\d+(?: \d+)+)/);
    const [red, , , unknown, total] = counts.split(' ');
    expect(`${red}/${total}`).toBe(indicators);
    const head = boards.get('indicators')?.get('unassessed')?.head ?? '';
    expect(inText(head, /(\d+)\/\d+/)).toBe(unknown);
  });
});
