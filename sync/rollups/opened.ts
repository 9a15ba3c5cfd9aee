import type { Instant } from '../contract/instants.ts';
import type { ReadableCache } from '../store/cache.ts';
import { brokenHours, type Part } from './broken.ts';
import type { Clock } from './buckets.ts';
import { keptSum } from './kept-sums.ts';
import { NOWHERE, type Dim } from './keys.ts';
import { openingsIn, type Openings } from './hours.ts';
import { keyIn, keysNamed, namedIn, nameOf } from './naming.ts';
import { segments } from './segments.ts';
import { COUNTS } from './steps.ts';
import { KeyTable } from './sum.ts';
import { columnOf, type TallyDim } from './tally.ts';
import { countOpened } from './touching.ts';
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
  /** The key of a case by its place; null where all have the same. */
  keyOf: ((among: Openings, place: number) => number) | null;
}

/** Counts by key. Valid until the same are asked for again. */
export interface Counted {
  get(key: number): number;
  /** The same by the key's place in the table. */
  at(place: number): number;
  /** The keys and their places; the same for counts that compare place by place. */
  readonly table: KeyTable;
  /** Calls `visit` with each key that has any, and with its place. */
  each(visit: (key: number, n: number, place: number) => void): void;
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
  const { table, counts } = keptSum(cache, {
    ...{ service, column: columnOf(from), by, named },
    segments: broken.flatMap((span) =>
      span.from < span.to ? segments(clock, span.from, span.to - 1, from !== 'cell') : [],
    ),
  });
  const edges = edgesOf(
    cache,
    { service, clock, keyOf, table },
    broken.flatMap(({ parts }) => parts),
  );
  const at = (place: number): number => (counts[place * COUNTS] ?? 0) + (edges[place] ?? 0);
  return {
    table,
    at,
    get(key) {
      const place = table.find(key);
      return place === undefined ? 0 : at(place);
    },
    each(visit) {
      const { keys } = table;
      for (let place = 0; place < keys.length; place++) {
        const n = at(place);
        if (n !== 0) visit(keys[place] ?? NOWHERE, n, place);
      }
    },
  };
}

/** What parts of hours add and take away, by place. */
function edgesOf(
  cache: ReadableCache,
  { service, clock, keyOf, table }: { service: number; clock: Clock; keyOf: Way['keyOf']; table: KeyTable },
  parts: readonly Part[],
): Int32Array {
  if (keyOf === null) {
    const place = table.place(NOWHERE);
    const edges = new Int32Array(place + 1);
    for (const { start, end, sign } of parts)
      edges[place] = (edges[place] ?? 0) + sign * countOpened(cache, service, start, end);
    return edges;
  }
  const runs = parts.flatMap(({ start, end, sign }) => {
    const run = openingsIn(cache, { service, clock, start, end });
    return run === null ? [] : [{ ...run, sign }];
  });
  const placed = runs.map((run) => ({ ...run, places: placesIn(table, run.in, keyOf) }));
  const edges = new Int32Array(table.keys.length);
  for (const { places, first, last, sign } of placed)
    for (let i = first; i < last; i++) {
      const place = places[i] ?? 0;
      edges[place] = (edges[place] ?? 0) + sign;
    }
  return edges;
}

/** The places of an hour's cases in tables: worked out once for each, as long as the hour is what it was. */
const placesOf = new WeakMap<Openings, Map<KeyTable, Int32Array>>();

function placesIn(
  table: KeyTable,
  hour: Openings,
  keyOf: (among: Openings, place: number) => number,
): Int32Array {
  let tables = placesOf.get(hour);
  if (tables === undefined) placesOf.set(hour, (tables = new Map()));
  let places = tables.get(table);
  if (places === undefined) {
    places = Int32Array.from(hour.at, (_, i) => table.place(keyOf(hour, i)));
    tables.set(table, places);
  }
  return places;
}

const nothing: Counted = { get: () => 0, at: () => 0, table: new KeyTable(), each: () => undefined };

/** Cases of a service opened in a window, by the keys of a dimension. To be called within `view`. */
function countedBy(cache: ReadableCache, service: string, dim: Dim, window: Window): Counted {
  const asked = { dim, from: mustKeep(cache, service, dim) };
  const id = cache.services.id(service);
  if (id === undefined || window.since > window.until) return nothing;
  const way: Way = {
    ...{ from: asked.from, by: `${dim} of ${asked.from}`, named: namedIn(cache, asked) },
    keyOf: dim === 'total' ? null : keyIn(cache, asked),
  };
  return countsOpened(cache, id, way, [window]);
}

/**
 * How many cases of a service were opened in a window, by the codes of a dimension as `between` gives them, those
 * with fewer than `least` left out: for what only asks when cases were opened, this reads a tenth of what that must.
 * Throws `question-failed` where the profile keeps no such sums.
 */
export function openedBy(
  cache: ReadableCache,
  service: string,
  dim: Dim,
  window: Window,
  least = 1,
): Map<string, number> {
  const named = new Map<string, number>();
  cache.view(() =>
    countedBy(cache, service, dim, window).each((key, n) => {
      if (n >= least) named.set(nameOf(cache, dim, key), n);
    }),
  );
  return named;
}

/** The same of some codes alone, in their order, in each of some windows. */
export function openedInEach(
  cache: ReadableCache,
  service: string,
  dim: Dim,
  windows: readonly Window[],
  codes: readonly string[],
): number[][] {
  return cache.view(() => {
    const keys = codes.map((code) => keysNamed(cache, dim, code));
    return windows.map((window) => {
      const counted = countedBy(cache, service, dim, window);
      return keys.map((some) => some.reduce((sum, key) => sum + counted.get(key), 0));
    });
  });
}

/** The same in one window. */
export function openedOf(
  cache: ReadableCache,
  service: string,
  dim: Dim,
  window: Window,
  codes: readonly string[],
): number[] {
  return openedInEach(cache, service, dim, [window], codes)[0] ?? [];
}

/** How many cases of a service were opened in a window. */
export function openedIn(cache: ReadableCache, service: string, window: Window): number {
  return openedOf(cache, service, 'total', window, [''])[0] ?? 0;
}
