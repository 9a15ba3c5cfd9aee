import type { Instant } from '../contract/instants.ts';
import { onceFor, type ReadableCache } from '../store/cache.ts';
import { talliesIn } from './kept-sums.ts';
import type { Dim } from './keys.ts';
import { nameOf } from './naming.ts';
import { eachEntry } from './packing.ts';
import { columnOf, tallyStart } from './tally.ts';
import { countDue } from './touching.ts';
import { clockIn, mustKeep, noCounts, plus, totals, type Counts } from './totals.ts';

export type { Counts } from './totals.ts';
export type { Dim } from './keys.ts';

/**
 * Everything that happened up to an instant, that instant included, by key: '' for `total`; the code of the
 * category, unit or area, `?` where unknown; for `categoryArea` the two codes with a NUL between. Keys with
 * nothing are absent. Open = opened − closed; overdue = due − settled.
 * Throws `question-failed` where the profile keeps no such sums.
 */
export function balanceAt(
  cache: ReadableCache,
  ask: { service: string; dim: Dim; at: Instant },
): Map<string, Counts> {
  return named(cache, ask.service, ask.dim, null, ask.at);
}

/** What happened in `since <= instant <= until`, exact to the millisecond; keys as in {@link balanceAt}. */
export function between(
  cache: ReadableCache,
  ask: { service: string; dim: Dim; since: Instant; until: Instant },
): Map<string, Counts> {
  return named(cache, ask.service, ask.dim, ask.since, ask.until);
}

function named(
  cache: ReadableCache,
  code: string,
  dim: Dim,
  since: Instant | null,
  until: Instant,
): Map<string, Counts> {
  const from = mustKeep(cache, code, dim);
  const byCode = new Map<string, Counts>();
  const service = cache.services.id(code);
  if (service === undefined) return byCode;
  for (const [key, counts] of totals(cache, { service, dim, from, since, until }))
    byCode.set(nameOf(cache, dim, key), counts);
  return byCode;
}

/**
 * The total hour by hour: every local hour that overlaps `since <= t <= until`, oldest first, also those
 * with nothing. The first and the last count only what lies within.
 */
export function byHour(
  cache: ReadableCache,
  ask: { service: string; since: Instant; until: Instant },
): { start: Instant; counts: Counts }[] {
  const { since, until } = ask;
  if (since > until) return [];
  const clock = clockIn(cache);
  const hours: { start: Instant; counts: Counts }[] = [];
  const at = new Map<Instant, Counts>();
  for (let hour = clock.hour(since); hour.start <= until; hour = clock.hour(hour.end)) {
    const counts = noCounts();
    hours.push({ start: hour.start, counts });
    at.set(hour.start, counts);
  }
  const service = cache.services.id(ask.service);
  if (service === undefined) return hours;
  cache.view(() => {
    const span = { start: clock.hour(since).start, end: clock.hour(until).end };
    const dim = mustKeep(cache, ask.service, 'total');
    const place = { service, column: columnOf(dim) };
    for (const { id, counts } of talliesIn(cache, place, { level: 'hour', ...span })) {
      const sum = at.get(tallyStart(id));
      if (sum === undefined) continue;
      eachEntry(counts, (_, [opened = 0, closed = 0, due = 0, settled = 0, late = 0]) =>
        plus(sum, { opened, closed, due, settled, late }),
      );
    }
    for (const edge of new Set([clock.hour(since), clock.hour(until)].map((hour) => hour.start))) {
      const { end } = clock.hour(edge);
      const partial = { since: Math.max(since, edge), until: Math.min(until, end - 1) };
      if (partial.since === edge && partial.until === end - 1) continue;
      const sum = between(cache, { service: ask.service, dim: 'total', ...partial }).get('');
      Object.assign(at.get(edge) ?? {}, sum ?? noCounts());
    }
  });
  return hours;
}

const soon = onceFor((cache) =>
  cache.select<{ n: number }>('SELECT EXISTS (SELECT 1 FROM cases WHERE service = ? AND opened > ?) AS n'),
);

/** Later than any instant a record can have. */
const NEVER = Date.UTC(2201, 0, 1);

/**
 * Cases open at an instant whose due instant is in `at < due <= until`: those due soon. From sums where
 * nothing happened since `at`; else, for a past instant, from the cases due in that span.
 */
export function dueWithin(
  cache: ReadableCache,
  ask: { service: string; at: Instant; until: Instant },
): number {
  const { at, until } = ask;
  const service = cache.services.id(ask.service);
  if (service === undefined || until <= at) return 0;
  return cache.view(() => {
    const total = { service: ask.service, dim: 'total', since: at + 1 } as const;
    const nothingOpened = soon(cache).get(service, at)?.n === 0;
    if (nothingOpened && (between(cache, { ...total, until: NEVER }).get('')?.closed ?? 0) === 0) {
      const sum = between(cache, { ...total, until }).get('');
      return sum === undefined ? 0 : sum.due - sum.settled;
    }
    return countDue(cache, service, at, until);
  });
}
