import { CitywallError } from '../contract/errors.ts';
import type { Instant } from '../contract/instants.ts';
import { UNKNOWN } from '../contract/questions/cases.ts';
import { onceFor, type Kept, type ReadableCache } from '../store/cache.ts';
import type { Select } from '../store/sqlite.ts';
import { sharedClock, type Clock } from './buckets.ts';
import { eachReached } from './contributions.ts';
import { cellKey, NOWHERE, pairCode, type Dim } from './keys.ts';
import { readFrom } from './plan.ts';
import { segments } from './segments.ts';
import { eachEntry } from './packing.ts';
import { columnOf, COLUMNS, keptBits, tallyRow, type Column, type Level, type TallyDim } from './tally.ts';
import { casesTouching, type Touching } from './touching.ts';

/** How many cases reached each instant of their lives. */
export interface Counts {
  opened: number;
  closed: number;
  due: number;
  settled: number;
  late: number;
}

export const noCounts = (): Counts => ({ opened: 0, closed: 0, due: 0, settled: 0, late: 0 });

/** How the sums of a cache are to be read, as its stamp says. */
interface Reading {
  stamp: string;
  clock: Clock;
  kept: Map<string, Kept>;
}

const unread: Reading = { stamp: '', clock: sharedClock('UTC'), kept: new Map() };

const prepared = onceFor((cache) => ({
  stamp: cache.select<{ value: string }>("SELECT value FROM meta WHERE key = 'stamp'"),
  range: new Map(COLUMNS.map((column) => [column, rangeOf(cache, column)])),
  reading: unread,
}));

function rangeOf(cache: ReadableCache, column: Column): Select<{ id: number; counts: Uint8Array }> {
  return cache.select(
    `SELECT id, ${column} AS counts FROM tallies WHERE id >= ? AND id < ? AND ${column} IS NOT NULL`,
  );
}

/** Looked up every time: a writer may have made the sums again, by another profile. */
function reading(cache: ReadableCache): Reading {
  const held = prepared(cache);
  const text = held.stamp.get()?.value ?? '';
  if (text === held.reading.stamp && text !== '') return held.reading;
  const { stamp } = cache.meta();
  if (stamp === null)
    throw new CitywallError('cache-corrupt', { what: 'The cache has no stamp.', where: cache.file });
  held.reading = {
    stamp: text,
    clock: sharedClock(stamp.timeZone),
    kept: new Map(stamp.services.map((service) => [service.id, service])),
  };
  return held.reading;
}

/** The clock a cache's sums were made by. */
export function clockIn(cache: ReadableCache): Clock {
  return reading(cache).clock;
}

/** Calls `visit` with each packed tally of a run of buckets, oldest first. */
export function eachTally(
  cache: ReadableCache,
  place: { service: number; column: Column; level: Level; start: Instant; end: Instant },
  visit: (row: number, packed: Uint8Array) => void,
): void {
  const { service, column, level, start, end } = place;
  const range = prepared(cache).range.get(column);
  const rows = range?.iterate(tallyRow(service, level, start), tallyRow(service, level, end)) ?? [];
  for (const { id, counts } of rows) visit(id, counts);
}

/** The written sums a dimension is read from. Throws `question-failed` where the profile keeps none. */
export function mustKeep(cache: ReadableCache, service: string, dim: Dim | 'cell'): TallyDim {
  const from = readFrom(reading(cache).kept.get(service), dim);
  if (from !== null) return from;
  throw new CitywallError('question-failed', {
    what: `No sums by ${dim} are kept for the service "${service}".`,
    where: 'services.json',
    hint: 'Add it to the service\'s "sums" (or set "heat") in the city profile.',
  });
}

/** The key a case is counted under in written sums, by the cache's own codes. */
function keyIn(dim: TallyDim, { codes }: ReadableCache): (row: Touching) => number {
  const unknown = codes.id(UNKNOWN) ?? NOWHERE;
  switch (dim) {
    case 'total':
      return () => NOWHERE;
    case 'category':
      return (row) => row.category;
    case 'unit':
      return (row) => row.unit ?? unknown;
    case 'area':
      return (row) => row.area ?? unknown;
    case 'categoryArea':
      return ({ category, area }) =>
        codes.id(pairCode(codes.code(category), area === null ? UNKNOWN : codes.code(area))) ?? NOWHERE;
    case 'cell':
      return (row) => cellKey(row.lon, row.lat);
  }
}

/**
 * Sums by key over `since <= instant <= until`, exact to the millisecond: whole buckets of the kept sums,
 * less the few cases in the first and last hour that lie outside. `since` null is the beginning of time.
 * `dim` is one that is written for the service.
 */
export function totals(
  cache: ReadableCache,
  ask: { service: number; dim: TallyDim; since: Instant | null; until: Instant },
): Map<number, Counts> {
  const { service, dim, since, until } = ask;
  const sums = new Map<number, Counts>();
  if (since !== null && since > until) return sums;
  const clock = clockIn(cache);
  const kept = keptBits(dim);
  const keyOf = keyIn(dim, cache);
  cache.view(() => {
    for (const segment of segments(clock, since, until, dim !== 'cell'))
      eachTally(cache, { service, column: columnOf(dim), ...segment }, (_, packed) =>
        eachEntry(packed, (key, counts) => add(sums, key, counts)),
      );
    if (since !== null)
      subtract(cache, service, sums, keyOf, { start: clock.hour(since).start, end: since, kept });
    subtract(cache, service, sums, keyOf, { start: until + 1, end: clock.hour(until).end, kept });
  });
  for (const [key, c] of sums) if (c.opened + c.closed + c.due + c.settled + c.late === 0) sums.delete(key);
  return sums;
}

/** Adds counts to a sum. */
export function plus(sum: Counts, counts: Counts): void {
  sum.opened += counts.opened;
  sum.closed += counts.closed;
  sum.due += counts.due;
  sum.settled += counts.settled;
  sum.late += counts.late;
}

function add(sums: Map<number, Counts>, key: number, counts: Float64Array): void {
  let sum = sums.get(key);
  if (sum === undefined) {
    sum = noCounts();
    sums.set(key, sum);
  }
  sum.opened += counts[0] ?? 0;
  sum.closed += counts[1] ?? 0;
  sum.due += counts[2] ?? 0;
  sum.settled += counts[3] ?? 0;
  sum.late += counts[4] ?? 0;
}

/** Takes away what cases reached in a span: start included, end not. */
function subtract(
  cache: ReadableCache,
  service: number,
  sums: Map<number, Counts>,
  keyOf: (row: Touching) => number,
  span: { start: Instant; end: Instant; kept: number },
): void {
  const { start, end, kept } = span;
  for (const row of casesTouching(cache, service, start, end)) {
    const sum = sums.get(keyOf(row));
    if (sum === undefined) continue;
    eachReached(row, (at, bits) => {
      if (at < start || at >= end) return;
      const reached = bits & kept;
      if (reached & 1) sum.opened--;
      if (reached & 2) sum.closed--;
      if (reached & 4) sum.due--;
      if (reached & 8) sum.settled--;
      if (reached & 16) sum.late--;
    });
  }
}
