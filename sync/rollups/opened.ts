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

/**
 * How many cases of a service were opened in several windows together, by key; exact to the millisecond.
 * Whole hours come from the kept sums, broken ones from the cases opened in the lesser part of each.
 */
export function countsOpened(
  cache: ReadableCache,
  service: number,
  { from, by, named, keyOf }: Way,
  windows: readonly Window[],
): Map<number, number> {
  const clock = clockIn(cache);
  const found = new Map<number, number>();
  const add = (key: number, n: number): void => {
    const sum = (found.get(key) ?? 0) + n;
    if (sum === 0) found.delete(key);
    else found.set(key, sum);
  };
  cache.view(() => {
    const broken = windows.map(({ since, until }) => brokenHours(clock, since, until));
    const { places, counts } = keptSum(cache, {
      ...{ service, column: columnOf(from), by, named },
      segments: broken.flatMap((span) =>
        span.from < span.to ? segments(clock, span.from, span.to - 1, from !== 'cell') : [],
      ),
    });
    for (const [key, place] of places) {
      const opened = counts[place] ?? 0;
      if (opened !== 0) found.set(key, opened);
    }
    for (const { start, end, sign } of broken.flatMap(({ parts }) => parts))
      if (keyOf === null) add(NOWHERE, sign * countOpened(cache, service, start, end));
      else for (const one of casesOpened(cache, service, start, end)) add(keyOf(one), sign);
  });
  return found;
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
  for (const [key, n] of countsOpened(cache, id, way, [window])) named.set(nameOf(cache, dim, key), n);
  return named;
}

/** How many cases of a service were opened in a window. */
export function openedIn(cache: ReadableCache, service: string, window: Window): number {
  return openedBy(cache, service, 'total', window).get('') ?? 0;
}
