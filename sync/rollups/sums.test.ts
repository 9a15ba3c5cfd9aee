import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cellOf } from '../contract/heat-cells.ts';
import { HOUR } from '../contract/instants.ts';
import { UNKNOWN } from '../contract/questions/cases.ts';
import type { CaseRecord } from '../contract/records.ts';
import { openWritable, type Stamp, type WritableCache } from '../store/cache.ts';
import { createApplier } from './apply.ts';
import { sharedClock } from './buckets.ts';
import { heatCells } from './cells.ts';
import { census } from './census.ts';
import { instants, newest, records, zones } from './records.fixture.ts';
import { rebuild } from './rebuild.ts';
import { balanceAt, between, byHour, dueWithin, type Counts, type Dim } from './sums.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'citywall-sums-'));
const open: WritableCache[] = [];
let files = 0;
afterAll(() => {
  for (const cache of open) cache.close();
  rmSync(folder, { recursive: true, force: true });
});

const DIMS: readonly Dim[] = ['total', 'category', 'unit', 'area', 'categoryArea'];
const services: Stamp['services'] = [
  { id: '1022', sums: ['category', 'unit', 'area', 'categoryArea', 'quality'], heat: true },
  { id: 'dossiers', sums: ['unit'], heat: false },
];

function cacheIn(timeZone: string): WritableCache {
  const cache = openWritable(path.join(folder, `${++files}.db`), {
    city: 'test',
    role: 'replica',
    profile: 'p',
    timeZone,
    services,
  });
  open.push(cache);
  return cache;
}

function keyOf(dim: Dim, c: CaseRecord): string {
  if (dim === 'total') return '';
  if (dim === 'categoryArea') return `${c.category}\u0000${c.area ?? UNKNOWN}`;
  return c[dim] ?? UNKNOWN;
}

/** Counting by hand: the definition, case by case. */
function counted(
  cases: readonly CaseRecord[],
  dim: Dim,
  since: number,
  until: number,
): Record<string, Counts> {
  const sums: Record<string, Counts> = {};
  for (const c of cases) {
    const closed = c.closedAt === undefined ? undefined : Math.max(c.closedAt, c.openedAt);
    const due = c.dueAt === undefined ? undefined : Math.max(c.dueAt, c.openedAt);
    const both = closed !== undefined && due !== undefined;
    const reached: [keyof Counts, number | undefined][] = [
      ['opened', c.openedAt],
      ['closed', closed],
      ['due', due],
      ['settled', both ? Math.max(closed, due) : undefined],
      ['late', both && closed > due ? closed : undefined],
    ];
    for (const [what, at] of reached) {
      if (at === undefined || at < since || at > until) continue;
      const sum = (sums[keyOf(dim, c)] ??= { opened: 0, closed: 0, due: 0, settled: 0, late: 0 });
      sum[what]++;
    }
  }
  return sums;
}

const tallies = (cache: WritableCache): unknown =>
  cache.db
    .prepare(
      'SELECT id, hex(whole), hex(unit), hex(area), hex(quality), hex(cell), hex(touched) FROM tallies',
    )
    .all();

const none: Counts = { opened: 0, closed: 0, due: 0, settled: 0, late: 0 };

function localHours(zone: string, since: number, until: number): { start: number; end: number }[] {
  const clock = sharedClock(zone);
  const hours = [];
  for (let hour = clock.hour(since); since <= until && hour.start <= until; hour = clock.hour(hour.end))
    hours.push(hour);
  return hours;
}

describe.each(Object.keys(zones))('kept sums in %s', (zone) => {
  const at = instants(zone);
  const ask = fc.tuple(
    records(zone),
    fc.array(fc.nat(6), { maxLength: 6 }),
    fc.array(at, { minLength: 1, maxLength: 4 }),
    at,
  );

  it('equal a rebuild and a count by hand, now and at any instant', () => {
    fc.assert(
      fc.property(ask, ([all, cuts, moments, since]) => {
        const cache = cacheIn(zone);
        const applier = createApplier(cache, { timeZone: zone, services, serve: false, personal: null });
        const rest = [...all];
        for (const cut of cuts) {
          const batch = rest.slice(0, cut);
          applier.apply(JSON.stringify(batch), since, () => undefined);
          if (cut % 2 === 0) rest.splice(0, cut); // an odd cut is repeated
        }
        applier.apply(JSON.stringify(rest), since, () => undefined);

        const held = newest(all);
        for (const until of moments) {
          for (const { id, sums } of services) {
            const own = held.filter((c) => c.service === id);
            for (const dim of DIMS) {
              if (dim !== 'total' && !sums.includes(dim)) continue;
              expect(Object.fromEntries(balanceAt(cache, { service: id, dim, at: until }))).toEqual(
                counted(own, dim, -Infinity, until),
              );
              expect(Object.fromEntries(between(cache, { service: id, dim, since, until }))).toEqual(
                counted(own, dim, since, until),
              );
            }
            if (until - since < 4 * 24 * HOUR)
              expect(byHour(cache, { service: id, since, until })).toEqual(
                localHours(zone, since, until).map(({ start, end }) => ({
                  start,
                  counts: counted(own, 'total', Math.max(since, start), Math.min(until, end - 1))[''] ?? none,
                })),
              );
            expect(dueWithin(cache, { service: id, at: since, until })).toBe(
              own.filter((c) => {
                const due = Math.max(c.dueAt ?? -1, c.openedAt);
                const closed = c.closedAt === undefined ? Infinity : Math.max(c.closedAt, c.openedAt);
                return (
                  c.dueAt !== undefined &&
                  c.openedAt <= since &&
                  closed > since &&
                  due > since &&
                  due <= until
                );
              }).length,
            );
          }
          const own = held.filter((c) => c.service === '1022');
          const within = own.filter((c) => c.openedAt >= since && c.openedAt <= until);
          for (const grid of ['coarse', 'mid', 'fine'] as const) {
            const heat = heatCells(cache, { service: '1022', grid, since, until });
            const cells: Record<string, number> = {};
            for (const { point } of within)
              if (point) {
                const cell = cellOf(grid, ...point).join();
                cells[cell] = (cells[cell] ?? 0) + 1;
              }
            expect(Object.fromEntries(heat.cells.map(({ x, y, n }) => [`${x},${y}`, n]))).toEqual(cells);
            expect(heat.total).toBe(within.length);
            expect(heat.unknown).toBe(within.filter((c) => c.point === undefined).length);
          }
          const sum = counted(own, 'total', -Infinity, until)[''] ?? none;
          expect(census(cache, '1022', until)).toEqual({
            cases: held.length,
            measures: 0,
            quarantine: 0,
            unreadable: 0,
            unknownPlace: own.filter((c) => c.point === undefined).length,
            open: sum.opened - sum.closed,
            overdue: sum.due - sum.settled,
          });
        }
        const before = tallies(cache);
        rebuild(cache, { timeZone: zone, services });
        expect(tallies(cache)).toEqual(before);
        cache.close();
        open.splice(open.indexOf(cache), 1);
      }),
      { numRuns: 40 },
    );
  });
});
