import { UNKNOWN } from '../contract/questions/cases.ts';
import type { Instant } from '../contract/instants.ts';
import { brokenHours } from '../rollups/broken.ts';
import { sharedClock } from '../rollups/buckets.ts';
import { between, type Dim } from '../rollups/sums.ts';
import { onceFor, type ReadableCache } from '../store/cache.ts';
import type { Window } from './usual.ts';

/** How many cases were opened, by the keys that `between` gives. */
export type Opened = Map<string, number>;

interface Place {
  category: number;
  unit: number | null;
  area: number | null;
}

const statements = onceFor((cache) => {
  const zone = cache.meta().stamp?.timeZone;
  return {
    clock: sharedClock(zone ?? 'UTC'),
    places: cache.select<Place>(
      'SELECT category, unit, area FROM cases WHERE service = ? AND opened >= ? AND opened < ?',
    ),
    count: cache.select<{ n: number }>(
      'SELECT count(*) AS n FROM cases WHERE service = ? AND opened >= ? AND opened < ?',
    ),
  };
});

/**
 * How many cases of a service were opened in a window, by key of a dimension; exact to the millisecond.
 * Whole hours come from the kept sums, the two broken ones from the cases opened in the lesser part of each:
 * for what only asks when cases were opened, this reads a tenth of what `between` must.
 */
export function openedBy(cache: ReadableCache, service: string, dim: Dim, window: Window): Opened {
  const { clock } = statements(cache);
  const counts: Opened = new Map();
  const { since, until } = window;
  if (since > until) return counts;
  const { from, to, parts } = brokenHours(clock, since, until);
  if (from < to)
    for (const [key, { opened }] of between(cache, { service, dim, since: from, until: to - 1 }))
      if (opened > 0) counts.set(key, opened);
  for (const part of parts) edge(cache, service, dim, { counts, ...part });
  return counts;
}

/** Adds or takes away the cases opened in a part of an hour: start included, end not. */
function edge(
  cache: ReadableCache,
  service: string,
  dim: Dim,
  part: { counts: Opened; start: Instant; end: Instant; sign: number },
): void {
  const { counts, start, end, sign } = part;
  const id = cache.services.id(service);
  if (id === undefined || start >= end) return;
  const { places, count } = statements(cache);
  const add = (key: string, n: number): void => {
    const sum = (counts.get(key) ?? 0) + n * sign;
    if (sum === 0) counts.delete(key);
    else counts.set(key, sum);
  };
  if (dim === 'total') {
    add('', count.get(id, start, end)?.n ?? 0);
    return;
  }
  const name = (code: number | null): string => (code === null ? UNKNOWN : cache.codes.code(code));
  for (const { category, unit, area } of places.iterate(id, start, end)) {
    if (dim === 'category') add(name(category), 1);
    else if (dim === 'unit') add(name(unit), 1);
    else if (dim === 'area') add(name(area), 1);
    else add(`${name(category)}\u0000${name(area)}`, 1);
  }
}

/** How many cases of a service were opened in a window. */
export function openedIn(cache: ReadableCache, service: string, window: Window): number {
  return openedBy(cache, service, 'total', window).get('') ?? 0;
}
