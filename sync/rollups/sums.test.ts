import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cellOf } from '../contract/heat-cells.ts';
import { HOUR, MINUTE, SECOND } from '../contract/instants.ts';
import { UNKNOWN } from '../contract/questions/cases.ts';
import type { CaseRecord, CityRecord } from '../contract/records.ts';
import { openWritable, type Stamp, type WritableCache } from '../store/cache.ts';
import { createApplier } from './apply.ts';
import { sharedClock } from './buckets.ts';
import { heatCells } from './cells.ts';
import { census } from './census.ts';
import { recount } from './recount.ts';
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
  { id: '1022', sums: ['category', 'unit', 'area', 'categoryArea'], heat: true },
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

/** What should be held: the newest revision of each case, deletions included, by the rules alone. */
function newest(records: readonly CityRecord[]): CaseRecord[] {
  const held = new Map<string, { rev: number; record: CaseRecord | null }>();
  for (const record of records) {
    if (record.kind === 'case') {
      const key = `${record.service}/${record.id}`;
      if ((held.get(key)?.rev ?? 0) < record.rev) held.set(key, { rev: record.rev, record });
    } else if (record.kind === 'tombstone') {
      const key = `${record.scope}/${record.id}`;
      if ((held.get(key)?.rev ?? 0) <= record.rev) held.set(key, { rev: record.rev, record: null });
    }
  }
  return [...held.values()].flatMap(({ record }) => record ?? []);
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
  cache.db.prepare('SELECT id, hex(whole), hex(unit), hex(area), hex(cell), hex(touched) FROM tallies').all();

/** Zones with the instants where something about them changes: clocks, months, noon on the 25th. */
const zones: Record<string, string[]> = {
  'Asia/Ho_Chi_Minh': ['2026-01-31T17:00:00Z', '2026-11-25T05:00:00Z', '2025-12-31T17:00:00Z'],
  'America/Los_Angeles': ['2026-03-08T10:00:00Z', '2026-11-01T09:00:00Z', '2026-11-25T20:00:00Z'],
  'Asia/Kolkata': ['2026-03-31T18:30:00Z', '2026-11-25T06:30:00Z'],
  'Asia/Kathmandu': ['2026-02-28T18:15:00Z', '2026-07-24T18:15:00Z'],
  'Australia/Lord_Howe': ['2026-10-03T15:30:00Z', '2026-04-04T15:00:00Z', '2026-04-30T13:30:00Z'],
};

/** Instants crowd where buckets end: that is where an exact sum can go wrong. */
function instants(zone: string): fc.Arbitrary<number> {
  const edges = (zones[zone] ?? []).map((text) => Date.parse(text));
  const near = fc.tuple(
    fc.constantFrom(...edges),
    fc.constantFrom(0, 1, -1, HOUR, -HOUR, 30 * MINUTE, -30 * MINUTE, 24 * HOUR, -25 * HOUR, 31 * 24 * HOUR),
    fc.constantFrom(0, 1, -1, SECOND),
  );
  const anywhere = fc.tuple(
    fc.constantFrom(...edges),
    fc.integer({ min: -40 * 24 * HOUR, max: 40 * 24 * HOUR }),
  );
  return fc.oneof(
    near.map(([at, a, b]) => at + a + b),
    anywhere.map(([at, by]) => at + by),
  );
}

const optional = <T>(key: string, value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc.option(value, { nil: undefined }).map((v) => (v === undefined ? {} : { [key]: v }));

function records(zone: string): fc.Arbitrary<CityRecord[]> {
  const at = instants(zone);
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
  const service = fc.constantFrom('1022', '1022', 'dossiers', 'unheard-of');
  const rev = fc.integer({ min: 1, max: 6 });
  const one = fc
    .tuple(
      fc.record({
        service,
        id,
        rev,
        openedAt: at,
        category: fc.constantFrom('flood', 'noise', 'ngập đường'),
      }),
      optional('dueAt', at),
      optional('closedAt', at),
      optional('unit', fc.constantFrom('u1', 'u2')),
      optional('area', fc.constantFrom('p1', 'p2', 'p3')),
      optional(
        'point',
        fc.constantFrom<[number, number]>([106.7, 10.77], [106.7, 10.771], [-180, -90], [180, 90]),
      ),
    )
    .map(([base, ...more]): CaseRecord =>
      Object.assign({ kind: 'case', status: 'received', ...base }, ...more),
    );
  const tomb = fc
    .record({ id, rev, scope: service })
    .map((t): CityRecord => ({ kind: 'tombstone', of: 'case', ...t }));
  return fc.array(fc.oneof({ weight: 5, arbitrary: one }, { weight: 1, arbitrary: tomb }), { maxLength: 40 });
}

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

  it('equal a recount and a count by hand, now and at any instant', () => {
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
            unknownPlace: own.filter((c) => c.point === undefined).length,
            open: sum.opened - sum.closed,
            overdue: sum.due - sum.settled,
          });
        }
        const before = tallies(cache);
        recount(cache, { timeZone: zone, services });
        expect(tallies(cache)).toEqual(before);
        cache.close();
        open.splice(open.indexOf(cache), 1);
      }),
      { numRuns: 40 },
    );
  });
});
