import { onceFor, type ReadableCache } from './cache.ts';

/** What is counted as it comes: all of the cache, or of one service after a colon. */
export type CounterName =
  'cases' | 'measures' | 'measureChanges' | 'quarantine' | `cases:${string}` | `unknownPlace:${string}`;

const statements = onceFor((cache) => cache.select<{ n: number }>('SELECT n FROM counters WHERE name = ?'));

/** A counter's value; 0 where it was never counted. */
export function counter(cache: ReadableCache, name: CounterName): number {
  return statements(cache).get(name)?.n ?? 0;
}
