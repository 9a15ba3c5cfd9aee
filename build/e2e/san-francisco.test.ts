import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import {
  LINK_NAMESPACE,
  type HostToWindow,
  type Subscription,
  type WindowToHost,
} from '../../sync/contract/link.ts';
import { questions, type QuestionName } from '../../sync/contract/questions/index.ts';
import { headless } from '../harness/browser.ts';
import { scratch } from '../harness/profile-copy.ts';
import { healthOf, startCity, startWall, type Program } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';
import { everyTile, settled, watchedWindow, type Watched } from '../harness/window.ts';
import { countAt, midnight, readRequests, RECORDING, SAN_FRANCISCO, type Request } from './recording.ts';

/** Eleven days of 2011 in twenty seconds. */
const SPEED = 45_000;
const DAY = 86_400_000;

let place: Awaited<ReturnType<typeof scratch>>;
let requests: Request[];
let end: number;
let browser: Browser;
let city: Program;
let wall: Program;
let watched: Watched;
let socket: Socket<HostToWindow, WindowToHost>;

/** Asks the wall one question as it stood at an instant. */
async function ask<T>(
  name: QuestionName,
  answer: z.ZodType<T>,
  params: Subscription['params'],
  at: number,
): Promise<T> {
  const reply = await socket.emitWithAck('ask', { name, params, at });
  if (!reply.ok || reply.value.content !== 'data')
    throw new Error(`${name} at ${at}: ${JSON.stringify(reply)}`);
  expect(reply.value.asOf).toBe(at);
  return answer.parse(reply.value.data);
}

/** The figures of a tile and the instant it says they are of. */
const figures = (panel: string): Promise<{ asOf: number; values: number[]; text: string }> =>
  watched.page.$eval(`[data-panel="${panel}"]`, (tile) => ({
    asOf: Number(tile.getAttribute('data-as-of')),
    values: [...tile.querySelectorAll('[data-value]')].map((e) => Number(e.getAttribute('data-value'))),
    text: tile.textContent,
  }));

const there = existsSync(RECORDING);
describe.skipIf(!there)(
  `500 real requests on a wall${there ? '' : ' (skipped: the recording is not here)'}`,
  () => {
    beforeAll(async () => {
      place = await scratch('replay');
      requests = await readRequests();
      end = Math.max(...requests.flatMap((r) => [r.opened, r.closed]).filter(Number.isFinite));
      browser = await headless();
      const profile = ['--profile', SAN_FRANCISCO, '--port', '0'];
      city = await startCity(
        ...[
          '--replay',
          RECORDING,
          '--speed',
          String(SPEED),
          '--data',
          path.join(place.folder, 'city'),
          ...profile,
        ],
      );
      wall = await startWall('--city', city.address, '--data', path.join(place.folder, 'wall'), ...profile);
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
          const counted = countAt(requests, asOf);
          expect({ asOf, cases, unknownPlace, open, overdue, quarantine }).toEqual({
            asOf,
            cases: counted.cases,
            unknownPlace: counted.unknownPlace,
            open: counted.open,
            overdue: counted.overdue,
            quarantine: 0,
          });
          looks.add(asOf);
        }
        const shown = await figures('backlog').catch(() => null);
        if (shown !== null && shown.values.length > 0 && !boards.has(shown.asOf)) {
          const counted = countAt(requests, shown.asOf);
          expect([shown.asOf, shown.values[0], shown.values.at(-1)]).toEqual([
            shown.asOf,
            counted.open,
            counted.overdue,
          ]);
          boards.add(shown.asOf);
        }
        if (asOf === end) break;
        await pause(100);
      }
      // Many moments, not just the last.
      expect(looks.size).toBeGreaterThan(20);
      expect(boards.size).toBeGreaterThan(4);
    });

    it('answers for any past instant as the file does, also at midnight and beside it', async () => {
      const first = Math.min(...requests.map((r) => r.opened));
      const nights = Array.from({ length: 10 }, (_, i) => midnight(midnight(first) + 1.5 * DAY + i * DAY));
      const events = requests.flatMap((r) => [r.opened, r.due, r.closed]).filter((t) => t > first && t < end);
      const instants = [
        ...nights.slice(0, 4).flatMap((t) => [t - 1, t, t + 1]),
        ...nights.slice(4),
        ...events
          .filter((_, i) => i % Math.ceil(events.length / 14) === 0)
          .flatMap((t, i) => (i % 2 ? [t] : [t - 1])),
      ].filter((t) => t >= first && t <= end);
      expect(instants.length).toBeGreaterThanOrEqual(30);

      const service = '311';
      for (const at of instants) {
        const counted = countAt(requests, at);
        const [backlog, strip, today, areas, categories] = await Promise.all([
          ask('backlog', questions.backlog.answer, { service }, at),
          ask('strip', questions.strip.answer, { services: [service] }, at),
          ask('today', questions.today.answer, { service }, at),
          ask('areas', questions.areas.answer, { service, range: '30d' }, at),
          ask('categories', questions.categories.answer, { service, range: '30d', limit: 100 }, at),
        ]);
        const [row] = strip.rows;
        expect({
          at,
          open: backlog.open,
          overdue: backlog.overdue,
          closed: row?.closed30,
          today: today.count,
          cases: categories.total,
        }).toEqual({
          at,
          open: counted.open,
          overdue: counted.overdue,
          closed: counted.closed,
          today: counted.today,
          cases: counted.cases,
        });
        expect([row?.today, row?.open, row?.overdue]).toEqual([counted.today, counted.open, counted.overdue]);
        const judged = counted.closed + counted.overdue;
        expect(row?.onTime30).toBe(judged === 0 ? null : (counted.closed - counted.late) / judged);

        const known = requests.filter((r) => r.opened <= at);
        expect(areas.unknown).toBe(known.filter((r) => r.area === null).length);
        for (const { area, count, open, overdue } of areas.rows) {
          const here = known.filter((r) => r.area === area);
          const still = here.filter((r) => r.closed > at);
          expect({ at, area, count, open, overdue }).toEqual({
            at,
            area,
            count: here.length,
            open: still.length,
            overdue: still.filter((r) => r.due <= at).length,
          });
        }
        for (const { category, count } of categories.rows)
          expect([at, category, count]).toEqual([
            at,
            category,
            known.filter((r) => r.category === category).length,
          ]);
      }
    });

    it('drops nothing: 26 have no place, none has a unit', async () => {
      expect(await healthOf(wall.address)).toMatchObject({
        ...{ status: 'live', asOf: end, cases: 500, open: 129, unknownPlace: 26, quarantine: 0, notes: [] },
      });
      const areas = await ask('areas', questions.areas.answer, { service: '311', range: '30d' }, end);
      expect(areas.total).toBe(500);
      expect(areas.unknown).toBeGreaterThanOrEqual(26);
      const heat = await ask(
        'heat',
        questions.heat.answer,
        { service: '311', range: '30d', grid: 'mid' },
        end,
      );
      expect(heat).toMatchObject({ total: 500, unknown: 26 });
    });

    it('shows its overview in English, with the figures of the recording and nothing called a demonstration', async () => {
      const { page } = watched;
      await everyTile(page, 'has data', (tile) => tile.content === 'data' && tile.freshness === 'live');
      await settled(page);
      await until('the last figures', async () => (await figures('backlog')).asOf === end);
      const counted = countAt(requests, end);
      const backlog = await figures('backlog');
      expect([backlog.values[0], backlog.values.at(-1)]).toEqual([counted.open, counted.overdue]);
      expect(backlog.text).toContain('Open, all periods');
      expect(backlog.text).toContain('129');
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
      expect(head).toContain('08/07/2011');
      expect(head).not.toContain('emonstration');
      expect(await page.getAttribute('html', 'lang')).toBe('en');
      expect([...watched.foreign, ...watched.troubles]).toEqual([]);
    });
  },
);
