import type { Instant } from '../contract/instants.ts';
import type { ReadableCache } from '../store/cache.ts';
import type { LocalDay } from './buckets.ts';
import { talliesIn } from './kept-sums.ts';
import type { Dim } from './keys.ts';
import { namedIn, nameOf } from './naming.ts';
import { eachEntry } from './packing.ts';
import { between } from './sums.ts';
import { columnOf, tallyStart } from './tally.ts';
import { clockIn, mustKeep, noCounts, plus, type Counts } from './totals.ts';

/** A local day and what happened in it; the day of `until` only as far as that. */
export interface DayCounts {
  day: LocalDay;
  counts: Counts;
}

/**
 * Day by day, oldest first, every local day from that of `since` to that of `until`, whole but for the last, which
 * ends with `until`: what cases of some keys reached (keys as `balanceAt` of sums.ts gives them; '' for the total).
 * Throws `question-failed` where the profile keeps no such sums.
 */
export function byDay(
  cache: ReadableCache,
  ask: { service: string; dim: Dim; keys: ReadonlySet<string>; since: Instant; until: Instant },
): DayCounts[] {
  const { service: code, dim, keys, since, until } = ask;
  const from = mustKeep(cache, code, dim);
  const clock = clockIn(cache);
  const days: DayCounts[] = [];
  const at = new Map<Instant, Counts>();
  for (let day = clock.day(since); day.start <= until; day = clock.day(day.end)) {
    const counts = noCounts();
    days.push({ day, counts });
    at.set(day.start, counts);
  }
  const service = cache.services.id(code);
  const [first, last] = [days[0], days.at(-1)];
  if (service === undefined || first === undefined || last === undefined) return days;
  const named = namedIn(cache, { dim, from });
  /** Whether a key of the written sums is asked for; looked up once each. */
  const known = new Map<number, boolean>();
  const wanted = (key: number): boolean => {
    let is = known.get(key);
    if (is === undefined) known.set(key, (is = keys.has(nameOf(cache, dim, named(key)))));
    return is;
  };
  cache.view(() => {
    const span = { level: 'day', start: first.day.start, end: last.day.start } as const;
    for (const tally of talliesIn(cache, { service, column: columnOf(from) }, span)) {
      const sum = at.get(tallyStart(tally.id));
      if (sum === undefined) continue;
      eachEntry(tally.counts, (key, [opened = 0, closed = 0, due = 0, settled = 0, late = 0]) => {
        if (wanted(key)) plus(sum, { opened, closed, due, settled, late });
      });
    }
    const today = between(cache, { service: code, dim, since: last.day.start, until });
    for (const key of keys) plus(last.counts, today.get(key) ?? noCounts());
  });
  return days;
}
