import { onceFor, type ReadableCache } from '../store/cache.ts';
import type { Span } from './buckets.ts';
import { tallyRow } from './tally.ts';

/** What is remembered of hours before the oldest of it is forgotten, in things: a few dozen bytes each. */
const MOST = 250_000;

/** Something made of a part of an hour of a service, that many things large. */
interface Made {
  readonly length: number;
}

interface Held<T extends Made> {
  version: number;
  /** What it is made of. */
  span: Span;
  made: T;
}

const versions = onceFor((cache) =>
  cache.select<{ version: number }>('SELECT version FROM tallies WHERE id = ?'),
);

/**
 * Makes something of a part of an hour, once for each version of the hour: its row of tallies gets another whenever
 * a case that was opened, closed, due or judged in it comes, goes or is revised. Panels of a board, and boards one
 * after the other, ask of the same hours. What is first made of a version is of the part that is asked for, since the
 * hour that is now has another version at every frame; who asks of another part gets the whole hour.
 * Null for an hour in which nothing happened. To be called within `view`.
 */
export function oncePerVersion<T extends Made>(
  make: (cache: ReadableCache, service: number, span: Span) => T,
): (cache: ReadableCache, service: number, hour: Span, part: Span) => T | null {
  const kept = onceFor(() => ({ hours: new Map<number, Held<T>>(), length: 0 }));
  return (cache, service, hour, part) => {
    const row = tallyRow(service, 'hour', hour.start);
    const version = versions(cache).get(row)?.version;
    if (version === undefined) return null;
    const all = kept(cache);
    const known = all.hours.get(row);
    const same = known?.version === version;
    if (same && known.span.start <= part.start && part.end <= known.span.end) return known.made;
    const span = same ? hour : { start: part.start, end: part.end };
    const made = make(cache, service, span);
    // The one made last is the last to go.
    all.hours.delete(row);
    all.hours.set(row, { version, span, made });
    all.length += made.length - (known?.made.length ?? 0);
    for (const [old, { made: gone }] of all.hours) {
      if (all.length <= MOST || old === row) break;
      all.hours.delete(old);
      all.length -= gone.length;
    }
    return made;
  };
}
