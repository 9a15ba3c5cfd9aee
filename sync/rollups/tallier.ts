import type { Instant } from '../contract/instants.ts';
import { UNKNOWN } from '../contract/questions/cases.ts';
import type { Kept, WritableCache } from '../store/cache.ts';
import type { CaseRow } from '../store/cases.ts';
import type { Interned } from '../store/interning.ts';
import { sharedClock } from './buckets.ts';
import { eachReached } from './contributions.ts';
import { cellKey, NOWHERE, pairCode } from './keys.ts';
import { writtenDims } from './plan.ts';
import { change, mergeTally } from './packing.ts';
import { DIMS, OPENED, tallyRow, type Level } from './tally.ts';

/** What a case is counted by. */
export type Counted = Pick<
  CaseRow,
  'service' | 'opened' | 'due' | 'closed' | 'category' | 'unit' | 'area' | 'lon' | 'lat'
>;

/** What is written for a service: dimensions by their place in DIMS, cells apart. */
interface Plan {
  dims: readonly number[];
  pair: boolean;
  heat: boolean;
}

/** One bucket of one service: the changes to each of its dimensions, and the longer bucket around it. */
interface Bucket {
  service: number;
  level: Level;
  start: Instant;
  changes: (number[] | undefined)[];
  around: Bucket | undefined;
}

/** Gathers what a batch changes in the sums, in memory, and writes it as one change a tally. */
export interface Tallier {
  count(one: Counted): void;
  uncount(one: Counted): void;
  /** What changes when a case becomes another of the same service; less than uncounting one and counting the other. */
  recount(before: Counted, after: Counted): void;
  /** Writes what was gathered. Call it inside the batch's transaction. */
  write(): void;
  /** Forgets what was gathered: the batch was given up. */
  forget(): void;
}

const PAIRS = 2 ** 24;
/** Tallies remembered, of a kilobyte each or so. */
const MOST_RECENT = 20_000;
const [TOTAL, CATEGORY, UNIT, AREA, PAIR, CELL] = [0, 1, 2, 3, 4, 5] as const;

/** A tallier over a cache; `services` says which sums each service keeps. One not named keeps its total. */
export function createTallier(
  cache: WritableCache,
  interned: Interned,
  options: { timeZone: string; services: readonly Kept[] },
): Tallier {
  const clock = sharedClock(options.timeZone);
  const kept = new Map(options.services.map((service) => [service.id, service]));
  const plans = new Map<number, Plan>();
  const pairs = new Map<number, number>();
  const buckets = new Map<number, Bucket>();
  let unknown = 0;
  const held = cache.db.prepare<[number], Uint8Array>('SELECT counts FROM tallies WHERE id = ?').pluck();
  /** Tallies as last written, so that those of the present are not read again for every batch. */
  const recent = new Map<number, Uint8Array>();
  const put = cache.db.prepare<[number, Uint8Array]>(
    'INSERT INTO tallies (id, counts) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET counts = excluded.counts',
  );
  const drop = cache.db.prepare<[number]>('DELETE FROM tallies WHERE id = ?');

  const planOf = (service: number): Plan => {
    let plan = plans.get(service);
    if (plan === undefined) {
      const written = writtenDims(kept.get(cache.services.code(service)));
      const dims = written.filter((dim) => dim !== 'cell').map((dim) => DIMS.indexOf(dim));
      plan = { dims, pair: written.includes('categoryArea'), heat: written.includes('cell') };
      plans.set(service, plan);
    }
    return plan;
  };

  const bucketOf = (
    service: number,
    level: Level,
    start: Instant,
    around: () => Bucket | undefined,
  ): Bucket => {
    const row = tallyRow(service, 'total', level, start);
    let bucket = buckets.get(row);
    if (bucket === undefined) {
      bucket = { service, level, start, changes: [], around: around() };
      buckets.set(row, bucket);
    }
    return bucket;
  };
  const hourOf = (service: number, at: Instant): Bucket =>
    bucketOf(service, 'hour', clock.hour(at).start, () => {
      const day = clock.day(at);
      return bucketOf(service, 'day', day.start, () =>
        bucketOf(service, 'month', day.month.start, () => undefined),
      );
    });

  const pairOf = (category: number, area: number): number => {
    const both = category * PAIRS + area;
    let key = pairs.get(both);
    if (key === undefined) {
      key = interned.code(pairCode(cache.codes.code(category), cache.codes.code(area)));
      pairs.set(both, key);
    }
    return key;
  };

  /** The keys a case has, by dimension. */
  const keys = new Float64Array(DIMS.length);
  const keysOf = (one: Counted, plan: Plan): void => {
    if (unknown === 0) unknown = interned.code(UNKNOWN);
    const area = one.area ?? unknown;
    keys[TOTAL] = NOWHERE;
    keys[CATEGORY] = one.category;
    keys[UNIT] = one.unit ?? unknown;
    keys[AREA] = area;
    if (plan.pair) keys[PAIR] = pairOf(one.category, area);
    if (plan.heat) keys[CELL] = cellKey(one.lon, one.lat);
  };

  const push = (bucket: Bucket, dim: number, packed: number): void => {
    const changes = bucket.changes[dim];
    if (changes === undefined) bucket.changes[dim] = [packed];
    else changes.push(packed);
  };

  const gather = (one: Counted, taken: boolean, skip: (at: Instant, reached: number) => boolean): void => {
    const plan = planOf(one.service);
    keysOf(one, plan);
    eachReached(one, (at, reached) => {
      if (skip(at, reached)) return;
      for (let bucket: Bucket | undefined = hourOf(one.service, at); bucket; bucket = bucket.around) {
        for (const dim of plan.dims) push(bucket, dim, change(keys[dim] ?? 0, reached, taken));
        if (plan.heat && reached & OPENED && bucket.level !== 'month')
          push(bucket, CELL, change(keys[CELL] ?? 0, OPENED, taken));
      }
    });
  };
  const never = (): boolean => false;

  return {
    count: (one) => gather(one, false, never),
    uncount: (one) => gather(one, true, never),
    recount(before, after) {
      const sameKeys =
        before.category === after.category &&
        before.unit === after.unit &&
        before.area === after.area &&
        before.lon === after.lon &&
        before.lat === after.lat;
      const reachedBy = (one: Counted): ((at: Instant, reached: number) => boolean) => {
        if (!sameKeys) return never;
        const moments = new Map<Instant, number>();
        eachReached(one, (at, reached) => moments.set(at, reached));
        return (at, reached) => moments.get(at) === reached;
      };
      gather(before, true, reachedBy(after));
      gather(after, false, reachedBy(before));
    },
    write() {
      const rows: { row: number; changes: number[] }[] = [];
      for (const { service, level, start, changes } of buckets.values())
        for (const [i, dim] of DIMS.entries()) {
          const of = changes[i];
          if (of !== undefined) rows.push({ row: tallyRow(service, dim, level, start), changes: of });
        }
      rows.sort((a, b) => a.row - b.row);
      for (const { row, changes } of rows) {
        const merged = mergeTally(recent.get(row) ?? held.get(row), new Float64Array(changes).sort());
        if (merged === null) {
          drop.run(row);
          recent.delete(row);
        } else {
          put.run(row, merged);
          recent.set(row, merged);
        }
      }
      if (recent.size > MOST_RECENT) recent.clear();
      buckets.clear();
    },
    forget() {
      buckets.clear();
      recent.clear();
      plans.clear();
      pairs.clear();
      unknown = 0;
    },
  };
}
