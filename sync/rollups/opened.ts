import type { Instant } from '../contract/instants.ts';
import type { ReadableCache } from '../store/cache.ts';
import { brokenHours } from './broken.ts';
import { keptSum } from './kept-sums.ts';
import { NOWHERE, type Dim } from './keys.ts';
import { keyIn, namedIn, nameOf } from './naming.ts';
import { segments } from './segments.ts';
import { columnOf, type TallyDim } from './tally.ts';
import { casesOpened, countOpened, type Opening } from './touching.ts';
import { clockIn, mustKeep } from './totals.ts';

/** A stretch of time: every instant t with `since <= t <= until`. */
export interface Window {
  since: Instant;
  until: Instant;
}

/** How cases are counted: from which sums, and under which keys. Ways of one name (`by`) count alike. */
export interface Way {
  from: TallyDim;
  by: string;
  named: (key: number) => number;
  /** The key of one case; null where all have the same. */
  keyOf: ((one: Opening) => number) | null;
}

/** Counts by key. Valid until the same are asked for again. */
export interface Counted {
  get(key: number): number;
  /** Calls `visit` with each key that has any. */
  each(visit: (key: number, n: number) => void): void;
}

/**
 * How many cases of a service were opened in several windows together; exact to the millisecond. Whole hours
 * come from the kept sums, broken ones from the cases opened in the lesser part of each. To be called within
 * `view`.
 */
export function countsOpened(
  cache: ReadableCache,
  service: number,
  { from, by, named, keyOf }: Way,
  windows: readonly Window[],
): Counted {
  const clock = clockIn(cache);
  const broken = windows.map(({ since, until }) => brokenHours(clock, since, until));
  const { places, counts } = keptSum(cache, {
    ...{ service, column: columnOf(from), by, named },
    segments: broken.flatMap((span) =>
      span.from < span.to ? segments(clock, span.from, span.to - 1, from !== 'cell') : [],
    ),
  });
  /** What the broken hours add and take away. */
  const edges = new Map<number, number>();
  const add = (key: number, n: number): void => void edges.set(key, (edges.get(key) ?? 0) + n);
  for (const { start, end, sign } of broken.flatMap(({ parts }) => parts))
    if (keyOf === null) add(NOWHERE, sign * countOpened(cache, service, start, end));
    else for (const one of casesOpened(cache, service, start, end)) add(keyOf(one), sign);
  const whole = (place: number | undefined): number => (place === undefined ? 0 : (counts[place] ?? 0));
  return {
    get: (key) => whole(places.get(key)) + (edges.get(key) ?? 0),
    each(visit) {
      for (const [key, place] of places) {
        const n = whole(place) + (edges.get(key) ?? 0);
        if (n !== 0) visit(key, n);
      }
      for (const [key, n] of edges) if (n !== 0 && !places.has(key)) visit(key, n);
    },
  };
}

/**
 * How many cases of a service were opened in a window, by the codes of a dimension as `between` gives them:
 * for what only asks when cases were opened, this reads a tenth of what that must.
 * Throws `question-failed` where the profile keeps no such sums.
 */
export function openedBy(
  cache: ReadableCache,
  service: string,
  dim: Dim,
  window: Window,
): Map<string, number> {
  const asked = { dim, from: mustKeep(cache, service, dim) };
  const id = cache.services.id(service);
  if (id === undefined || window.since > window.until) return new Map();
  const way: Way = {
    ...{ from: asked.from, by: `${dim} of ${asked.from}`, named: namedIn(cache, asked) },
    keyOf: dim === 'total' ? null : keyIn(cache, asked),
  };
  const named = new Map<string, number>();
  cache.view(() =>
    countsOpened(cache, id, way, [window]).each((key, n) => named.set(nameOf(cache, dim, key), n)),
  );
  return named;
}

/** How many cases of a service were opened in a window. */
export function openedIn(cache: ReadableCache, service: string, window: Window): number {
  return openedBy(cache, service, 'total', window).get('') ?? 0;
}
