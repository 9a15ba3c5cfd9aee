import type { Instant } from '../contract/instants.ts';
import { onceFor, type Kept, type ReadableCache } from '../store/cache.ts';
import type { Clock, Span } from './buckets.ts';
import { pairCode } from './keys.ts';
import { namedIn } from './naming.ts';
import { eachEntry, hasCount } from './packing.ts';
import { readFrom } from './plan.ts';
import { columnOf, COLUMNS, tallyRow, type Column, type Level } from './tally.ts';
import { clockIn } from './totals.ts';

/** What is looked for in one dimension: codes as the cache's ids, or, with `not`, whatever is none of them. */
export interface Sought {
  ids: ReadonlySet<number>;
  not: boolean;
}

/** So few cases are looked at sooner than the buckets that a day or a month of them is made of. */
const FEW = 1000;

const DIMS = ['category', 'unit', 'area'] as const;

/** A service, and which of its cases are looked for. */
export interface Looked {
  code: string;
  id: number;
  wanted: Partial<Record<(typeof DIMS)[number], Sought | undefined>>;
}

/**
 * A span in which cases of some services that are looked for may have come so far: an hour, or a whole day or month of
 * few cases; or an hour or a day in which none did, with no services.
 */
export interface ReachedSpan extends Span {
  services: readonly Looked[];
  /** How many cases of these services did, of all kinds. */
  count: number;
}

const buckets = onceFor(
  (cache) =>
    new Map(
      COLUMNS.map((column) => [
        column,
        cache.select<{ packed: Uint8Array | null }>(`SELECT ${column} AS packed FROM tallies WHERE id = ?`),
      ]),
    ),
);

/** Which keys of a column are looked for; none of them is greater than `last`. */
interface Sieve {
  column: Column;
  wants: (key: number) => boolean;
  last: number;
}

/** The sieves of the dimensions that a service keeps sums of; a category and an area together where they are kept so. */
function sievesOf(cache: ReadableCache, service: Looked): Sieve[] {
  const kept = cache.meta().stamp?.services.find(({ id }) => id === service.code);
  const { category, area } = service.wanted;
  if (category?.not === false && area?.not === false && readFrom(kept, 'categoryArea') !== null) {
    const pairs = pairsOf(cache, category.ids, area.ids);
    const both: Sieve = { column: 'area', wants: (key) => pairs.has(key), last: Math.max(...pairs) };
    return [both, ...sieveOf(cache, service, kept, 'unit')];
  }
  return DIMS.flatMap((dim) => sieveOf(cache, service, kept, dim));
}

function sieveOf(
  cache: ReadableCache,
  { wanted }: Looked,
  kept: Kept | undefined,
  dim: (typeof DIMS)[number],
): Sieve[] {
  const sought = wanted[dim];
  const from = readFrom(kept, dim);
  if (sought === undefined || from === null) return [];
  const named = namedIn(cache, { dim, from });
  const plain = dim === from && !sought.not;
  return [
    {
      column: columnOf(from),
      wants: plain ? (key) => sought.ids.has(key) : (key) => sought.ids.has(named(key)) !== sought.not,
      last: plain ? Math.max(...sought.ids) : Infinity,
    },
  ];
}

/** The keys under which categories by area are kept. */
function pairsOf(
  { codes }: ReadableCache,
  categories: ReadonlySet<number>,
  areas: ReadonlySet<number>,
): Set<number> {
  const pairs = new Set<number>();
  for (const category of categories)
    for (const area of areas) {
      const pair = codes.id(pairCode(codes.code(category), codes.code(area)));
      if (pair !== undefined) pairs.add(pair);
    }
  return pairs;
}

/** How many cases came so far, by a packed tally of the whole. */
function countIn(whole: Uint8Array, reached: number): number {
  const place = Math.log2(reached);
  let sum = 0;
  eachEntry(whole, (_, counts) => (sum += counts[place] ?? 0));
  return sum;
}

/** The hours, days or months of a span, the last first. */
function* spansBack(clock: Clock, level: Level, since: Instant, until: Instant): Generator<Span> {
  const spanAt = (at: Instant): Span =>
    level === 'hour' ? clock.hour(at) : level === 'day' ? clock.day(at) : clock.day(at).month;
  for (let at = until; at >= since;) {
    const span = spanAt(at);
    yield span;
    at = span.start - 1;
  }
}

/**
 * The spans that overlap `since <= t <= until` in which cases that are looked for may have been opened, or closed, or closed
 * late (`reached`, a bit of tally.ts), the last first. By the kept sums: months and days in which none was are passed over
 * whole. To be read within a `view`.
 */
export function* reachedSpans(
  cache: ReadableCache,
  ask: { services: readonly Looked[]; since: Instant; until: Instant; reached: number },
): Generator<ReachedSpan> {
  const clock = clockIn(cache);
  const selects = buckets(cache);
  const sieved = ask.services.map((service) => ({ service, sieves: sievesOf(cache, service) }));
  type Sieved = (typeof sieved)[number];
  const packed = (column: Column, row: number): Uint8Array | null =>
    selects.get(column)?.get(row)?.packed ?? null;
  /** How many cases of a service came so far in a bucket; 0 where none did that is looked for. */
  const countOf = ({ sieves }: Sieved, row: number): number => {
    const whole = packed('whole', row);
    const count = whole === null ? 0 : countIn(whole, ask.reached);
    if (count === 0) return 0;
    const through = sieves.every((sieve) => {
      const tally = sieve.column === 'whole' ? whole : packed(sieve.column, row);
      return tally !== null && hasCount(tally, { ...sieve, bit: ask.reached });
    });
    return through ? count : 0;
  };
  const down = function* (level: Level, span: Span, among: readonly Sieved[]): Generator<ReachedSpan> {
    let count = 0;
    const left = among.filter((one) => {
      const some = countOf(one, tallyRow(one.service.id, level, span.start));
      count += some;
      return some > 0;
    });
    if (level === 'hour' || count <= FEW) {
      if (level !== 'month' || left.length > 0)
        yield { ...span, services: left.map(({ service }) => service), count };
      return;
    }
    const finer = level === 'month' ? 'day' : 'hour';
    const since = Math.max(span.start, ask.since);
    const until = Math.min(span.end - 1, ask.until);
    for (const part of spansBack(clock, finer, since, until)) yield* down(finer, part, left);
  };
  for (const month of spansBack(clock, 'month', ask.since, ask.until)) yield* down('month', month, sieved);
}
