import { CitywallError } from '../contract/errors.ts';
import type { Instant } from '../contract/instants.ts';
import { UNKNOWN } from '../contract/questions/cases.ts';
import { onceFor, type Kept, type ReadableCache } from '../store/cache.ts';
import { sharedClock, type Clock } from './buckets.ts';
import { keptSum } from './kept-sums.ts';
import { areaOfPair, NOWHERE, pairCode, type Dim } from './keys.ts';
import { readFrom } from './plan.ts';
import { segments } from './segments.ts';
import { COUNTS } from './steps.ts';
import { columnOf, type TallyDim } from './tally.ts';
import { endedWithin, openedWithin, type Codes } from './touching.ts';

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
  reading: unread,
}));

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

/**
 * The key that a key of the written sums is counted under in a dimension: an area's code of a category and an
 * area, nothing for the total. What is unknown there has no key of its own.
 */
function namedIn({ codes }: ReadableCache, dim: Dim, from: TallyDim): (key: number) => number {
  if (dim === 'total') return () => NOWHERE;
  if (dim !== 'area' || from !== 'categoryArea') return (key) => key;
  const areas = new Map<number, number>();
  return (pair) => {
    let area = areas.get(pair);
    if (area === undefined) {
      const code = areaOfPair(codes.code(pair));
      area = code === UNKNOWN ? NOWHERE : (codes.id(code) ?? NOWHERE);
      areas.set(pair, area);
    }
    return area;
  };
}

/** The key a case is counted under, by its codes. */
function keyIn({ codes }: ReadableCache, dim: Dim, from: TallyDim): (row: Codes) => number {
  if (dim === 'total') return () => NOWHERE;
  if (dim === 'categoryArea')
    return ({ one, other }) => {
      const area = other === null ? UNKNOWN : codes.code(other);
      return codes.id(pairCode(one === null ? UNKNOWN : codes.code(one), area)) ?? NOWHERE;
    };
  const unknown = from === dim ? (codes.id(UNKNOWN) ?? NOWHERE) : NOWHERE;
  return ({ one }) => one ?? unknown;
}

/**
 * Sums by key over `since <= instant <= until`, exact to the millisecond: whole buckets of the kept sums,
 * less the few cases in the first and last hour that lie outside. `since` null is the beginning of time.
 * Keys are the cache's codes, {@link NOWHERE} for the total and for areas unknown.
 * Throws `question-failed` where no such sums are kept.
 */
export function totals(
  cache: ReadableCache,
  ask: { service: number; dim: Dim; from: TallyDim; since: Instant | null; until: Instant },
): Map<number, Counts> {
  const { service, dim, from, since, until } = ask;
  const sums = new Map<number, Counts>();
  if (since !== null && since > until) return sums;
  const clock = clockIn(cache);
  const keyOf = keyIn(cache, dim, from);
  cache.view(() => {
    const { places, counts } = keptSum(cache, {
      ...{ service, column: columnOf(from), segments: segments(clock, since, until) },
      ...{ by: `${dim} of ${from}`, named: namedIn(cache, dim, from) },
    });
    for (const [key, place] of places) {
      const [opened = 0, closed = 0, due = 0, settled = 0, late = 0] = counts.subarray(place, place + COUNTS);
      sums.set(key, { opened, closed, due, settled, late });
    }
    const subtract = (span: { start: Instant; end: Instant }): void => {
      for (const row of openedWithin(cache, service, dim, span)) {
        const sum = sums.get(keyOf(row));
        if (sum !== undefined) sum.opened -= row.opened;
      }
      for (const row of endedWithin(cache, service, dim, span)) {
        const sum = sums.get(keyOf(row));
        if (sum === undefined) continue;
        sum.closed -= row.closed ?? 0;
        sum.due -= row.due ?? 0;
        sum.settled -= row.settled ?? 0;
        sum.late -= row.late ?? 0;
      }
    };
    if (since !== null) subtract({ start: clock.hour(since).start, end: since });
    subtract({ start: until + 1, end: clock.hour(until).end });
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
