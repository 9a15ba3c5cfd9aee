import { CitywallError } from '../contract/errors.ts';
import type { Instant } from '../contract/instants.ts';
import { onceFor, type ReadableCache } from '../store/cache.ts';
import { casesTouching, type CaseRow } from '../store/cases.ts';
import { sharedClock, type Clock } from './buckets.ts';
import { eachReached } from './contributions.ts';
import { segments } from './segments.ts';
import { eachEntry, keptBits, tallyRow, type TallyDim } from './tally.ts';

/** How many cases reached each instant of their lives. */
export interface Counts {
  opened: number;
  closed: number;
  due: number;
  settled: number;
  late: number;
}

export const noCounts = (): Counts => ({ opened: 0, closed: 0, due: 0, settled: 0, late: 0 });

const reading = onceFor((cache) => {
  const { stamp } = cache.meta();
  if (stamp === null)
    throw new CitywallError('cache-corrupt', { what: 'The cache has no stamp.', where: cache.file });
  return {
    clock: sharedClock(stamp.timeZone),
    kept: new Map(stamp.services.map((service) => [service.id, service])),
    range: cache.select<{ id: number; counts: Uint8Array }>(
      'SELECT id, counts FROM tallies WHERE id >= ? AND id < ?',
    ),
  };
});

/** The clock a cache's sums were made by. */
export function clockIn(cache: ReadableCache): Clock {
  return reading(cache).clock;
}

/** Calls `visit` with each packed tally of a run of buckets, oldest first. */
export function eachTally(
  cache: ReadableCache,
  place: { service: number; dim: TallyDim; level: 'hour' | 'day' | 'month'; start: Instant; end: Instant },
  visit: (row: number, packed: Uint8Array) => void,
): void {
  const { service, dim, level, start, end } = place;
  const range = reading(cache).range;
  for (const { id, counts } of range.iterate(
    tallyRow(service, dim, level, start),
    tallyRow(service, dim, level, end),
  ))
    visit(id, counts);
}

/** Throws `question-failed` where the profile keeps no such sums for the service. */
export function mustKeep(cache: ReadableCache, service: string, dim: TallyDim): void {
  const kept = reading(cache).kept.get(service);
  const has =
    dim === 'total' ||
    (kept !== undefined &&
      (dim === 'coarse' || dim === 'mid' || dim === 'fine' ? kept.heat : kept.sums.includes(dim)));
  if (!has)
    throw new CitywallError('question-failed', {
      what: `No sums by ${dim} are kept for the service "${service}".`,
      where: 'services.json',
      hint: 'Add it to the service\'s "sums" (or set "heat") in the city profile.',
    });
}

/**
 * Sums by key over `since <= instant <= until`, exact to the millisecond: whole buckets of the kept sums,
 * less the few cases in the first and last hour that lie outside. `since` null is the beginning of time.
 * `keyOf` gives the key of a case in this dimension.
 */
export function totals(
  cache: ReadableCache,
  ask: { service: number; dim: TallyDim; since: Instant | null; until: Instant; months?: boolean },
  keyOf: (row: CaseRow) => number,
): Map<number, Counts> {
  const { service, dim, since, until } = ask;
  const sums = new Map<number, Counts>();
  if (since !== null && since > until) return sums;
  const clock = clockIn(cache);
  const kept = keptBits(dim);
  cache.view(() => {
    for (const segment of segments(clock, since, until, ask.months))
      eachTally(cache, { service, dim, ...segment }, (_, packed) =>
        eachEntry(packed, (key, counts) => add(sums, key, counts)),
      );
    if (since !== null)
      subtract(cache, service, sums, keyOf, { start: clock.hour(since).start, end: since, kept });
    subtract(cache, service, sums, keyOf, { start: until + 1, end: clock.hour(until).end, kept });
  });
  for (const [key, c] of sums) if (c.opened + c.closed + c.due + c.settled + c.late === 0) sums.delete(key);
  return sums;
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
  keyOf: (row: CaseRow) => number,
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
