import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DateTime } from 'luxon';
import type { Browser } from 'playwright-core';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LINK_NAMESPACE, type HostToWindow, type WindowToHost } from '../../sync/contract/link.ts';
import { headless } from '../harness/browser.ts';
import { scratch } from '../harness/profile-copy.ts';
import { healthOf, startCity, startWall, type Program } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';
import { everyTile, settled, watchedWindow, type Watched } from '../harness/window.ts';
import { loadProfile } from '../../sync/profile/index.ts';
import { READERS, readBoard, wrongOn } from './recount/boards.ts';
import { checkAnswers, type Ask } from './recorded-answers.ts';
import { countAt, recordOf, spanOf, type Recorded, type Request } from './recording.ts';

/** A wall that has played a recording to its end. */
export interface RecordedWall {
  requests: readonly Request[];
  /** When the first thing happens in the recording, and the last. */
  first: number;
  end: number;
  wall: Program;
  ask: Ask;
}

/**
 * Plays a recording, so many times faster than it was recorded, into a wall with the city's own profile, and checks all that
 * holds for any: what is counted and shown at every moment, what is answered of any past instant, the
 * overview at the end. `own` adds what is to be checked of this city alone. Skips aloud where the recording is absent.
 */
export function recordedOnAWall(
  recorded: Recorded,
  speed: number,
  own: (stage: () => RecordedWall) => void,
): void {
  const { file, profile, service, zone } = recorded;
  let place: Awaited<ReturnType<typeof scratch>>;
  let requests: Request[];
  let [first, end] = [0, 0];
  let browser: Browser;
  let city: Program;
  let wall: Program;
  let watched: Watched;
  let socket: Socket<HostToWindow, WindowToHost>;

  const ask: Ask = async (name, answer, params, at) => {
    const reply = await socket.emitWithAck('ask', { name, params, at });
    if (!reply.ok || reply.value.content !== 'data')
      throw new Error(`${name} at ${at}: ${JSON.stringify(reply)}`);
    expect(reply.value.asOf).toBe(at);
    return answer.parse(reply.value.data);
  };
  /** The figures of a tile and the instant it says they are of. */
  const figures = (panel: string): Promise<{ asOf: number; values: number[]; text: string }> =>
    watched.page.$eval(`[data-panel="${panel}"]`, (tile) => ({
      asOf: Number(tile.getAttribute('data-as-of')),
      values: [...tile.querySelectorAll('[data-value]')].map((e) => Number(e.getAttribute('data-value'))),
      text: tile.textContent,
    }));
  /** What the tile of the backlog shows as open and as overdue, and of when; null until both are drawn. */
  const backlogShown = async (): Promise<{ asOf: number; open: number; overdue: number } | null> => {
    const { page } = watched;
    const [shown] = await page.$$eval('[data-panel="backlog"]', (tiles) =>
      tiles.map((tile) => {
        const valueIn = (where: string): string | undefined =>
          tile.querySelector(`${where}[data-value]`)?.getAttribute('data-value') ?? undefined;
        return {
          asOf: tile.getAttribute('data-as-of'),
          open: valueIn(''),
          overdue: valueIn('[data-part="overdue"] '),
        };
      }),
    );
    if (shown?.open === undefined || shown.overdue === undefined) return null;
    return { asOf: Number(shown.asOf), open: Number(shown.open), overdue: Number(shown.overdue) };
  };

  const there = existsSync(file);
  const title = `${recorded.name} on a wall${there ? '' : ' (skipped: the recording is not here)'}`;
  describe.skipIf(!there)(title, () => {
    beforeAll(async () => {
      place = await scratch('replay');
      requests = await recorded.read();
      ({ first, end } = spanOf(requests));
      browser = await headless();
      const shared = ['--profile', profile, '--port', '0'];
      const data = (name: string): string[] => ['--data', path.join(place.folder, name)];
      city = await startCity('--replay', file, '--speed', String(speed), ...data('city'), ...shared);
      wall = await startWall('--city', city.address, ...data('wall'), ...shared);
      watched = await watchedWindow(browser, `127.0.0.1:${wall.port}`, [1920, 1080]);
      await watched.page.goto(wall.address);
      socket = io(new URL(LINK_NAMESPACE, wall.address).href, { transports: ['websocket'] });
    });
    afterAll(async () => {
      socket?.close();
      await browser?.close();
      await wall?.stop();
      await city?.stop();
      await place?.remove();
    });

    it('counts as the file does at every moment of the replay, and shows what it counts', async () => {
      const [looks, boards] = [new Set<number>(), new Set<number>()];
      for (;;) {
        const health = await healthOf(wall.address);
        const { asOf, cases, unknownPlace, open, overdue, quarantine } = health;
        if (asOf !== null && !looks.has(asOf)) {
          const counted = countAt(requests, asOf, zone);
          expect({ asOf, open, overdue, quarantine }).toEqual({
            ...{ asOf, open: counted.open, overdue: counted.overdue, quarantine: 0 },
          });
          // Just after a snapshot records are held that are newer than the instant they are complete for: more, never fewer.
          expect(cases).toBeGreaterThanOrEqual(counted.cases);
          expect(unknownPlace).toBeGreaterThanOrEqual(counted.unknownPlace);
          if (cases === counted.cases && unknownPlace === counted.unknownPlace) looks.add(asOf);
        }
        const shown = await backlogShown();
        if (shown !== null && !boards.has(shown.asOf)) {
          const counted = countAt(requests, shown.asOf, zone);
          expect(shown).toEqual({ asOf: shown.asOf, open: counted.open, overdue: counted.overdue });
          boards.add(shown.asOf);
        }
        if (asOf === end) break;
        await pause(100);
      }
      // Many moments, not just the last; how many depends on the machine.
      expect(looks.size).toBeGreaterThan(6);
      expect(boards.size).toBeGreaterThan(2);
    });

    it('answers for any past instant as the file does, also at midnight and beside it', async () => {
      await checkAnswers(ask, requests, { service, zone });
    });

    it('shows on every board of its profile what the file says, counted one by one', async () => {
      const { profile: city } = await loadProfile(profile);
      const records = {
        cases: requests.map((request, i) => recordOf(request, i, service)),
        measures: [],
        requests: [],
      };
      for (const board of city.boards) {
        const names = board.panels.map(({ question }) => question.name);
        expect(names.filter((name) => !Object.hasOwn(READERS, name))).toEqual([]);
        const { wrong } = await readBoard(browser, `${wall.address}?board=${board.id}`, (shown) =>
          wrongOn(board, shown, { profile: city, records, events: () => [], at: end }),
        );
        expect([board.id, wrong]).toEqual([board.id, []]);
      }
    });

    own(() => ({ requests, first, end, wall, ask }));

    it('shows its overview in English, with the figures of the recording and nothing called a demonstration', async () => {
      const { page } = watched;
      await everyTile(page, 'has data', (tile) => tile.content === 'data' && tile.freshness === 'live');
      await settled(page);
      await until('the last figures', async () => (await backlogShown())?.asOf === end);
      const counted = countAt(requests, end, zone);
      expect(await backlogShown()).toEqual({ asOf: end, open: counted.open, overdue: counted.overdue });
      const backlog = await figures('backlog');
      expect(backlog.text).toContain('Open, earlier periods included');
      expect(backlog.text).toContain(String(counted.open));
      expect((await figures('today')).values[0]).toBe(counted.today);
      const inAreas = new Map<string, number>();
      for (const { area } of requests) if (area !== null) inAreas.set(area, (inAreas.get(area) ?? 0) + 1);
      const most = [...inAreas.values()].sort((a, b) => b - a);
      const areas = await figures('areas');
      expect(areas.values.length).toBeGreaterThan(4);
      expect(areas.values).toEqual(most.slice(0, areas.values.length));
      expect(areas.text).toContain(`Place unknown: ${requests.filter((r) => r.area === null).length}`);
      const head = await page.$eval('.head', (element) => element.textContent);
      expect(head).toContain('City overview');
      expect(head).toContain('Live');
      expect(head).toContain(DateTime.fromMillis(end, { zone }).toFormat('dd/MM/yyyy'));
      expect(head).not.toContain('emonstration');
      expect(await page.getAttribute('html', 'lang')).toBe('en');
      expect([...watched.foreign, ...watched.troubles]).toEqual([]);
    });
  });
}
