import { onceFor, type ReadableCache, type WritableCache } from './cache.ts';

/** What is counted as it comes: all of the cache, or of one service after a colon. */
export type CounterName =
  | 'cases'
  | 'measures'
  | 'measureChanges'
  | 'requestChanges'
  | 'quarantine'
  | `cases:${string}`
  | `unknownPlace:${string}`;

const statements = onceFor((cache) => cache.select<{ n: number }>('SELECT n FROM counters WHERE name = ?'));

/** A counter's value; 0 where it was never counted. */
export function counter(cache: ReadableCache, name: CounterName): number {
  return statements(cache).get(name)?.n ?? 0;
}

/** Gathers what a batch adds to the counters, and writes it once. */
export interface Counting {
  add(name: CounterName, n: number): void;
  write(): void;
  forget(): void;
}

/** Counting into a cache. */
export function countingInto(cache: WritableCache): Counting {
  const put = cache.db.prepare<[string, number]>(
    'INSERT INTO counters (name, n) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET n = n + excluded.n',
  );
  const gathered = new Map<CounterName, { n: number }>();
  return {
    add(name, n) {
      const sum = gathered.get(name);
      if (sum === undefined) gathered.set(name, { n });
      else sum.n += n;
    },
    write() {
      for (const [name, { n }] of gathered) if (n !== 0) put.run(name, n);
      gathered.clear();
    },
    forget: () => gathered.clear(),
  };
}
