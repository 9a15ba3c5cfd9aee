import type { Instant } from '../contract/instants.ts';
import { UNKNOWN } from '../contract/questions/cases.ts';
import { onceFor, type ReadableCache } from '../store/cache.ts';
import type { Clock, Span } from './buckets.ts';
import { namedIn } from './naming.ts';
import { eachEntry } from './packing.ts';
import { readFrom } from './plan.ts';
import { columnOf, tallyRow, type Column, type Level } from './tally.ts';
import { clockIn } from './totals.ts';

/** What is looked for in one dimension: these codes, or cases without one that anybody knows. */
export interface WantedCodes {
  codes: ReadonlySet<string>;
  unknown: boolean;
}

interface Service {
  code: string;
  id: number;
}

/** An hour in which cases may have been opened that are looked for. */
export interface OpenedHour extends Span {
  services: readonly Service[];
  /** How many were opened in it, of all kinds. */
  opened: number;
}

type Bucket = Record<Column, Uint8Array | null>;

const buckets = onceFor((cache) =>
  cache.select<Bucket>('SELECT whole, unit, area, cell, touched FROM tallies WHERE id = ?'),
);

/** Whether a bucket of a service may hold what is looked for, by one dimension. */
interface Sieve {
  column: Column;
  wants: (key: number) => boolean;
}

const DIMS = ['category', 'unit', 'area'] as const;

/** The dimensions that can tell: those the service keeps sums of. Unknown codes are many: they are not sieved for. */
function sievesOf(
  cache: ReadableCache,
  service: Service,
  wanted: Partial<Record<(typeof DIMS)[number], WantedCodes | undefined>>,
): Sieve[] {
  const kept = cache.meta().stamp?.services.find(({ id }) => id === service.code);
  return DIMS.flatMap((dim) => {
    const codes = wanted[dim];
    const from = readFrom(kept, dim);
    if (codes === undefined || codes.unknown || codes.codes.has(UNKNOWN) || from === null) return [];
    const keys = new Set([...codes.codes].flatMap((code) => cache.codes.id(code) ?? []));
    const named = namedIn(cache, { dim, from });
    return [{ column: columnOf(from), wants: (key: number) => keys.has(named(key)) }];
  });
}

/** Whether any key that a sieve wants was opened in a packed tally. */
function holds(packed: Uint8Array | null, wants: Sieve['wants']): boolean {
  if (packed === null) return false;
  let found = false;
  eachEntry(packed, (key, [opened = 0]) => {
    found ||= opened > 0 && wants(key);
  });
  return found;
}

function openedIn(packed: Uint8Array | null): number {
  let sum = 0;
  if (packed !== null) eachEntry(packed, (_, [opened = 0]) => (sum += opened));
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
 * The hours of `since <= t <= until` in which cases that are looked for may have been opened, the last first. By
 * the kept sums: months and days in which none was are passed over whole. To be read within a `view`.
 */
export function* opensOf(
  cache: ReadableCache,
  ask: {
    services: readonly Service[];
    wanted: Partial<Record<(typeof DIMS)[number], WantedCodes | undefined>>;
    since: Instant;
    until: Instant;
  },
): Generator<OpenedHour> {
  const clock = clockIn(cache);
  const select = buckets(cache);
  const sieved = ask.services.map((service) => ({ service, sieves: sievesOf(cache, service, ask.wanted) }));
  type Sieved = (typeof sieved)[number];

  const down = function* (level: Level, span: Span, among: readonly Sieved[]): Generator<OpenedHour> {
    let opened = 0;
    const left = among.filter(({ service, sieves }) => {
      const bucket = select.get(tallyRow(service.id, level, span.start));
      if (bucket === undefined) return false;
      const some = openedIn(bucket.whole);
      if (some === 0 || !sieves.every(({ column, wants }) => holds(bucket[column], wants))) return false;
      opened += some;
      return true;
    });
    if (left.length === 0) return;
    if (level === 'hour') {
      yield { ...span, services: left.map(({ service }) => service), opened };
      return;
    }
    const finer = level === 'month' ? 'day' : 'hour';
    const since = Math.max(span.start, ask.since);
    const until = Math.min(span.end - 1, ask.until);
    for (const part of spansBack(clock, finer, since, until)) yield* down(finer, part, left);
  };
  for (const month of spansBack(clock, 'month', ask.since, ask.until)) yield* down('month', month, sieved);
}
