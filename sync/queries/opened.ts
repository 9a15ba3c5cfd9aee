import type { ReadableCache } from '../store/cache.ts';
import { between, type Dim } from '../rollups/sums.ts';
import type { Window } from './usual.ts';

/** How many cases of a service were opened in a window. */
export function openedIn(cache: ReadableCache, service: string, window: Window): number {
  return between(cache, { service, dim: 'total', ...window }).get('')?.opened ?? 0;
}

/** How many cases were opened in a window, by the keys of a dimension that `name` gives; none under 0 is kept. */
export function openedBy(
  cache: ReadableCache,
  service: string,
  dim: Dim,
  window: Window,
  name: (key: string) => string | null,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [key, { opened }] of between(cache, { service, dim, ...window })) {
    const named = name(key);
    if (named !== null && opened > 0) counts.set(named, (counts.get(named) ?? 0) + opened);
  }
  return counts;
}
