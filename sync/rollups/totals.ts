import { CitywallError } from '../contract/errors.ts';
import type { Instant } from '../contract/instants.ts';
import { onceFor, type Kept, type ReadableCache } from '../store/cache.ts';
import { sharedClock, type Clock } from './buckets.ts';
import { momentsIn } from './hours.ts';
import { keptSum } from './kept-sums.ts';
import type { Dim } from './keys.ts';
import { keyIn, namedIn, type Asked } from './naming.ts';
import { readFrom } from './plan.ts';
import { segments } from './segments.ts';
import { CLOSED, columnOf, DUE, LATE, OPENED, SETTLED, type TallyDim } from './tally.ts';

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
export function mustKeep(cache: ReadableCache, service: string, dim: Dim | 'cell' | 'quality'): TallyDim {
  const from = readFrom(reading(cache).kept.get(service), dim);
  if (from !== null) return from;
  throw new CitywallError('question-failed', {
    what: `No sums by ${dim} are kept for the service "${service}".`,
    where: 'services.json',
    hint: 'Add it to the service\'s "sums" (or set "heat") in the city profile.',
  });
}

/**
 * Sums by key over `since <= instant <= until`, exact to the millisecond: whole buckets of the kept sums, and
 * the few cases of the first and last hour that lie within or outside. `since` null is the beginning of time.
 * Keys are the cache's codes, NOWHERE for the total and for areas unknown; `from` as {@link mustKeep} gives it.
 */
export function totals(
  cache: ReadableCache,
  ask: Asked & { service: number; since: Instant | null; until: Instant },
): Map<number, Counts> {
  const { service, dim, from, since, until } = ask;
  const sums = new Map<number, Counts>();
  if (since !== null && since > until) return sums;
  const clock = clockIn(cache);
  const last = clock.hour(until);
  const first = since === null ? null : clock.hour(since);
  // What is left of the hour it starts in is added: others ask of the same, up to that instant.
  const broken = first !== null && since !== first.start && first.end <= last.start;
  const whole = broken ? first.end : since;
  const keyOf = keyIn(cache, ask);
  const count = (start: Instant, end: Instant, sign: 1 | -1): void => {
    const run = start < end ? momentsIn(cache, { service, clock, start, end }) : null;
    if (run === null) return;
    for (let i = run.first; i < run.last; i++) {
      const key = keyOf(run.in, i);
      let sum = sums.get(key);
      if (sum === undefined) sums.set(key, (sum = noCounts()));
      reach(sum, run.in.reached[i] ?? 0, sign);
    }
  };
  cache.view(() => {
    const sum = keptSum(cache, {
      ...{ service, column: columnOf(from), segments: segments(clock, whole, until) },
      ...{ by: `${dim} of ${from}`, named: namedIn(cache, ask) },
    });
    sum.each((key, [opened = 0, closed = 0, due = 0, settled = 0, late = 0]) =>
      sums.set(key, { opened, closed, due, settled, late }),
    );
    if (since !== null && first !== null)
      if (broken) count(since, first.end, 1);
      else count(first.start, since, -1);
    count(until + 1, last.end, -1);
  });
  for (const [key, c] of sums) if (c.opened + c.closed + c.due + c.settled + c.late === 0) sums.delete(key);
  return sums;
}

/** Counts what a case reached at one instant. */
function reach(sum: Counts, reached: number, sign: number): void {
  if (reached & OPENED) sum.opened += sign;
  if (reached & CLOSED) sum.closed += sign;
  if (reached & DUE) sum.due += sign;
  if (reached & SETTLED) sum.settled += sign;
  if (reached & LATE) sum.late += sign;
}

/** Adds counts to a sum. */
export function plus(sum: Counts, counts: Counts): void {
  sum.opened += counts.opened;
  sum.closed += counts.closed;
  sum.due += counts.due;
  sum.settled += counts.settled;
  sum.late += counts.late;
}
