import type { Instant } from '../contract/instants.ts';
import type { ReadableCache } from '../store/cache.ts';
import { talliesIn } from './kept-sums.ts';
import type { Dim } from './keys.ts';
import { keysNamed, namedIn } from './naming.ts';
import { openedOf } from './opened.ts';
import { eachEntry } from './packing.ts';
import { columnOf, tallyStart } from './tally.ts';
import { clockIn, mustKeep } from './totals.ts';

/** Local hours, the first first, and how many cases of each code were opened in each. */
export interface OpenedHours {
  starts: readonly Instant[];
  /** In the order of the codes. */
  counts: readonly (readonly number[])[];
}

/**
 * How many cases of some codes of a dimension were opened in each local hour from that of `since` to that of `until`; the hours
 * are whole but for the last, which ends with `until`. Throws `question-failed` where the profile keeps no such sums.
 */
export function openedHours(
  cache: ReadableCache,
  ask: { service: string; dim: Dim; codes: readonly string[]; since: Instant; until: Instant },
): OpenedHours {
  const { service: code, dim, codes, since, until } = ask;
  const from = mustKeep(cache, code, dim);
  const clock = clockIn(cache);
  const starts: Instant[] = [];
  for (let hour = clock.hour(since); hour.start <= until; hour = clock.hour(hour.end))
    starts.push(hour.start);
  const counts = codes.map(() => starts.map(() => 0));
  const service = cache.services.id(code);
  const [first, last] = [starts[0], starts.at(-1)];
  if (service === undefined || first === undefined || last === undefined) return { starts, counts };
  const places = new Map(starts.map((start, i) => [start, i]));
  return cache.view(() => {
    const own = new Map(
      codes.flatMap((one, i) => keysNamed(cache, dim, one).map((key) => [key, i] as const)),
    );
    const named = namedIn(cache, { dim, from });
    const hours = { level: 'hour', start: first, end: last } as const;
    for (const tally of talliesIn(cache, { service, column: columnOf(from) }, hours)) {
      const place = places.get(tallyStart(tally.id));
      if (place === undefined) continue;
      eachEntry(tally.counts, (key, [opened = 0]) => {
        const row = counts[own.get(named(key)) ?? -1];
        if (row !== undefined) row[place] = (row[place] ?? 0) + opened;
      });
    }
    const now = openedOf(cache, code, dim, { since: last, until }, codes);
    counts.forEach((row, i) => (row[starts.length - 1] = now[i] ?? 0));
    return { starts, counts };
  });
}
