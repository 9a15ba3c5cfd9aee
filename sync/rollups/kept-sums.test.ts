import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../contract/instants.ts';
import type { CityRecord } from '../contract/records.ts';
import { openReadable, openWritable, type ReadableCache, type Stamp } from '../store/cache.ts';
import { createApplier } from './apply.ts';
import { heatCells } from './cells.ts';
import type { Dim } from './keys.ts';
import { openedBy } from './opened.ts';
import { qualityBetween } from './quality.ts';
import { balanceAt, between } from './sums.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'citywall-kept-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

const timeZone = 'Asia/Ho_Chi_Minh';
const services: Stamp['services'] = [
  { id: '1022', sums: ['category', 'unit', 'area', 'categoryArea', 'quality'], heat: true },
];
const service = '1022';
const at = Date.parse('2026-11-10T04:20:00Z');
const DIMS: readonly Dim[] = ['total', 'category', 'unit', 'area', 'categoryArea'];

/** A cache that grows, a reader that stays, and what a reader that was never asked before says. */
function standing() {
  const file = path.join(folder, `${++files}.db`);
  const cache = openWritable(file, { city: 'test', role: 'replica', profile: 'p', timeZone, services });
  const applier = createApplier(cache, { timeZone, services, serve: false, personal: null });
  const reader = openReadable(file);
  return {
    reader,
    take: (records: readonly CityRecord[]) => {
      applier.apply(JSON.stringify(records), at, () => undefined);
    },
    fresh<T>(ask: (cache: ReadableCache) => T): T {
      const other = openReadable(file);
      try {
        return ask(other);
      } finally {
        other.close();
      }
    },
    close() {
      reader.close();
      cache.close();
    },
  };
}

const week = (n: number): { since: number; until: number } => ({
  since: at - n * 7 * DAY - DAY,
  until: at - n * 7 * DAY,
});

/** Everything that is kept, up to `by` ms after the usual instant, in an order that is always the same. */
function everything(cache: ReadableCache, by: number): unknown {
  const until = at + by;
  const heat = (['fine', 'mid'] as const).map((grid) => {
    const { cells, ...rest } = heatCells(cache, {
      ...{ service, grid, since: at - DAY + by, until },
      earlier: [week(1), week(2), week(2)].map((w) => ({ since: w.since + by, until: w.until + by })),
    });
    return { ...rest, cells: cells.sort((a, b) => a.x - b.x || a.y - b.y) };
  });
  const sums = DIMS.map((dim) => [
    Object.fromEntries(balanceAt(cache, { service, dim, at: until })),
    Object.fromEntries(between(cache, { service, dim, since: until - DAY, until })),
    Object.fromEntries(openedBy(cache, service, dim, { since: until - DAY, until })),
  ]);
  const quality = Object.fromEntries(qualityBetween(cache, { service, since: until - DAY, until }));
  return { heat, sums, quality };
}

const one = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    openedAt: fc
      .tuple(fc.nat(15), fc.integer({ min: -26, max: 2 }), fc.nat(59))
      .map(([days, hours, minutes]) => at - days * DAY + hours * HOUR + minutes * MINUTE),
    lasts: fc.option(fc.nat(3000), { nil: undefined }),
    category: fc.constantFrom('flood', 'noise'),
    unit: fc.constantFrom('u1', undefined),
    area: fc.constantFrom('p1', 'p2', undefined),
    point: fc.constantFrom<([number, number] | undefined)[]>([106.7, 10.77], [106.71, 10.77], undefined),
    rating: fc.constantFrom(1, 5, undefined),
    gone: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  })
  .map(({ gone, lasts, ...more }) => (rev: number): CityRecord => {
    if (gone) return { kind: 'tombstone', of: 'case', scope: service, id: more.id, rev };
    const { openedAt } = more;
    return {
      ...{ kind: 'case', service, rev, status: 'received', dueAt: openedAt + DAY, ...more },
      ...(lasts === undefined ? {} : { closedAt: openedAt + lasts * MINUTE }),
    };
  });

describe('sums that are kept', () => {
  it('law: are those of a reader that was never asked before, after every batch', () => {
    const batches = fc.array(fc.array(one, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 6 });
    // Often within the hour of one another: parts of it, then all of it, are kept.
    const instants = fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(batches, instants, (all, minutes) => {
        const { reader, take, fresh, close } = standing();
        let rev = 0;
        for (const batch of all) {
          take(batch.map((make) => make(++rev)));
          for (const by of minutes.map((m) => m * MINUTE))
            expect(everything(reader, by)).toEqual(fresh((cache) => everything(cache, by)));
        }
        close();
      }),
      { numRuns: 40 },
    );
  });

  it('follow a case of an old hour that is revised, moved and deleted between two asks', () => {
    const { reader, take, close } = standing();
    const openedAt = at - 7 * DAY - 3 * HOUR;
    const old = { kind: 'case', service, id: 'old', status: 'received', openedAt } as const;
    const ask = (): unknown =>
      [...between(reader, { service, dim: 'area', ...week(1) })].map(([area, { opened }]) => [area, opened]);
    const usual = (): unknown =>
      heatCells(reader, {
        ...{ service, grid: 'fine', since: at - DAY, until: at },
        earlier: [week(1), week(2)],
      }).cells.map((cell) => cell.usual);
    take([
      { ...old, rev: 1, category: 'flood', area: 'p1', point: [106.7, 10.77] },
      { ...old, id: 'now', rev: 1, openedAt: at - HOUR, category: 'flood', point: [106.7, 10.77] },
    ]);
    expect([ask(), usual()]).toEqual([[['p1', 1]], [0.5]]);
    take([{ ...old, rev: 2, category: 'flood', area: 'p2', point: [106.8, 10.77] }]);
    expect([ask(), usual()]).toEqual([[['p2', 1]], [0]]);
    take([{ ...old, rev: 3, category: 'noise', point: [106.7, 10.77], openedAt: openedAt + HOUR }]);
    expect([ask(), usual()]).toEqual([[['?', 1]], [0.5]]);
    take([{ kind: 'tombstone', of: 'case', scope: service, id: 'old', rev: 4 }]);
    expect([ask(), usual()]).toEqual([[], [0]]);
    close();
  });

  it('of heat are narrowed by a box, that of a city on the date line too', () => {
    const { reader, take, close } = standing();
    const base = { kind: 'case', service, status: 'received', category: 'flood', rev: 1 } as const;
    const places: [number, number][] = [
      [179.9, -16.5],
      [-179.9, -16.5],
      [-179.2, -16.5],
      [106.7, 10.77],
    ];
    take(places.map((point, i) => ({ ...base, id: String(i), openedAt: at - HOUR, point })));
    const held = (box: [number, number, number, number]): number[] =>
      heatCells(reader, { service, grid: 'coarse', since: at - DAY, until: at, box })
        .cells.map(({ x }) => Math.round(x * 0.04))
        .sort((a, b) => a - b);
    expect(held([179.5, -17, 180.5, -16])).toEqual([-180, 180]);
    expect(held([106, 10, 107, 11])).toEqual([107]);
    close();
  });

  it('see two cases change places within an hour, though the hour has as many of each as before', () => {
    const { reader, take, close } = standing();
    const hour = at - 20 * MINUTE;
    const base = { kind: 'case', service, status: 'received', category: 'flood' } as const;
    const early = { ...base, id: 'early', openedAt: hour + 5 * MINUTE };
    const late = { ...base, id: 'late', openedAt: hour + 50 * MINUTE };
    const upTo = (minutes: number): unknown => {
      const ask = { service, dim: 'area', since: hour, until: hour + minutes * MINUTE } as const;
      const reached = [...between(reader, ask)].map(([area, { opened }]) => [area, opened]);
      return [reached, [...openedBy(reader, service, 'area', ask)]];
    };
    const only = (area: string): unknown => [[[area, 1]], [[area, 1]]];
    take([
      { ...early, rev: 1, area: 'p1' },
      { ...late, rev: 1, area: 'p2' },
    ]);
    for (const minutes of [10, 20, 40]) expect(upTo(minutes)).toEqual(only('p1'));
    take([
      { ...early, rev: 2, area: 'p2' },
      { ...late, rev: 2, area: 'p1' },
    ]);
    for (const minutes of [10, 20, 40]) expect(upTo(minutes)).toEqual(only('p2'));
    take([
      { ...early, rev: 3, area: 'p2', openedAt: late.openedAt },
      { ...late, rev: 3, area: 'p1', openedAt: early.openedAt },
    ]);
    for (const minutes of [10, 20, 40]) expect(upTo(minutes)).toEqual(only('p1'));
    close();
  });
});
