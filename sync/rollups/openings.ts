import type { ReadableCache } from '../store/cache.ts';
import { openingsIn, type Openings } from './hours.ts';
import type { Window } from './opened.ts';
import { clockIn } from './totals.ts';

/**
 * Calls `visit` for each case of a service that was opened in `since <= t <= until`, the first first: its place among those of its hour.
 * Hours are read once for each of their versions. To be called within `view`. For a few days: it looks at every case.
 */
export function eachOpening(
  cache: ReadableCache,
  service: string,
  { since, until }: Window,
  visit: (among: Openings, place: number) => void,
): void {
  const id = cache.services.id(service);
  if (id === undefined) return;
  const clock = clockIn(cache);
  for (let hour = clock.hour(since); hour.start <= until; hour = clock.hour(hour.end)) {
    const part = { start: Math.max(since, hour.start), end: Math.min(until + 1, hour.end) };
    const run = openingsIn(cache, { service: id, clock, ...part });
    if (run === null) continue;
    for (let place = run.first; place < run.last; place++) visit(run.in, place);
  }
}
