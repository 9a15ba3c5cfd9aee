import type { Instant } from '../contract/instants.ts';
import { onceFor, type ReadableCache } from '../store/cache.ts';
import type { CaseRow } from '../store/cases.ts';
import type { Clock, Span } from './buckets.ts';
import { eachReached } from './contributions.ts';
import { eachJudgement, type Judgeable } from './judgements.ts';
import { cellKey, NOWHERE } from './keys.ts';
import { oncePerVersion } from './per-version.ts';
import { CLOSED, DUE, JUDGED } from './tally.ts';
import { rowsTouched } from './touching.ts';

/**
 * What happened in one hour of a service, one thing after the other, in columns: looked through where an instant
 * breaks the hour. Codes are ids of the cache, NOWHERE where unknown.
 */
interface InHour {
  readonly length: number;
  /** Instants, the first first. */
  readonly at: Float64Array;
}

/** Cases opened in an hour. `cell` is the key of the finest cell. */
export interface Openings extends InHour {
  readonly category: Int32Array;
  readonly unit: Int32Array;
  readonly area: Int32Array;
  readonly cell: Float64Array;
}

/** Instants that cases reached in an hour; `reached` is what (bits of tally.ts). */
export interface Moments extends InHour {
  readonly category: Int32Array;
  readonly unit: Int32Array;
  readonly area: Int32Array;
  readonly reached: Uint8Array;
}

/** What citizens said in an hour: `what` as judgements.ts has it. */
export interface Judgements extends InHour {
  readonly unit: Int32Array;
  readonly what: Uint8Array;
}

type Reaching = Pick<CaseRow, 'opened' | 'due' | 'closed' | 'category' | 'unit' | 'area'>;
type Opening = Pick<CaseRow, 'opened' | 'category' | 'unit' | 'area' | 'lon' | 'lat'>;

const OPENED = 'FROM cases WHERE service = ? AND opened >= ? AND opened < ?';
const TOUCHED = 'FROM json_each(?) CROSS JOIN cases ON row = value';

const statements = onceFor((cache) => ({
  openings: cache.select<Opening>(`SELECT opened, category, unit, area, lon, lat ${OPENED} ORDER BY opened`),
  opened: cache.select<Reaching>(`SELECT opened, due, closed, category, unit, area ${OPENED}`),
  // Of the cases an hour names, those with an instant in the span, but not those opened there.
  ended: cache.select<Reaching>(
    `SELECT opened, due, closed, category, unit, area ${TOUCHED}
     WHERE (opened < ? OR opened >= ?)
       AND ((max(closed, opened) >= ? AND max(closed, opened) < ?)
         OR (max(due, opened) >= ? AND max(due, opened) < ?))`,
  ),
  judged: cache.select<Judgeable & Pick<CaseRow, 'unit'>>(
    `SELECT opened, closed, rating, events, unit ${TOUCHED}`,
  ),
}));

const openings = oncePerVersion<Openings>((cache, service, { start, end }) => {
  const rows = statements(cache).openings.all(service, start, end);
  return {
    length: rows.length,
    at: Float64Array.from(rows, (row) => row.opened),
    ...codesOf(rows),
    cell: Float64Array.from(rows, ({ lon, lat }) => cellKey(lon, lat)),
  };
});

const moments = oncePerVersion<Moments>((cache, service, { start, end }) => {
  const { opened, ended } = statements(cache);
  const touched = rowsTouched(cache, service, start, end, CLOSED | DUE);
  const cases = opened
    .all(service, start, end)
    .concat(touched === null ? [] : ended.all(touched, start, end, start, end, start, end));
  const found = new Array<{ one: Reaching; at: Instant; reached: number }>();
  for (const one of cases)
    eachReached(one, (at, reached) => {
      if (at >= start && at < end) found.push({ one, at, reached });
    });
  found.sort((a, b) => a.at - b.at);
  return {
    length: found.length,
    at: Float64Array.from(found, ({ at }) => at),
    ...codesOf(found.map(({ one }) => one)),
    reached: Uint8Array.from(found, ({ reached }) => reached),
  };
});

const judgements = oncePerVersion<Judgements>((cache, service, { start, end }) => {
  const touched = rowsTouched(cache, service, start, end, JUDGED);
  const found = new Array<{ unit: number; at: Instant; what: number }>();
  if (touched !== null)
    for (const one of statements(cache).judged.all(touched))
      eachJudgement(one, (at, what) => {
        if (at >= start && at < end) found.push({ unit: one.unit ?? NOWHERE, at, what });
      });
  found.sort((a, b) => a.at - b.at);
  return {
    length: found.length,
    at: Float64Array.from(found, ({ at }) => at),
    unit: Int32Array.from(found, ({ unit }) => unit),
    what: Uint8Array.from(found, ({ what }) => what),
  };
});

function codesOf(cases: readonly Pick<CaseRow, 'category' | 'unit' | 'area'>[]): {
  category: Int32Array;
  unit: Int32Array;
  area: Int32Array;
} {
  return {
    category: Int32Array.from(cases, ({ category }) => category),
    unit: Int32Array.from(cases, ({ unit }) => unit ?? NOWHERE),
    area: Int32Array.from(cases, ({ area }) => area ?? NOWHERE),
  };
}

/** A run of what happened in an hour, by place: `first` included, `last` not. */
interface Run<T> {
  in: T;
  first: number;
  last: number;
}

/** Where something may be looked for: a stretch within one hour of the clock, start included, end not. */
interface Place extends Span {
  service: number;
  clock: Clock;
}

/** The cases of a service that were opened in a part of an hour; null where none was in all of it. */
export function openingsIn(cache: ReadableCache, place: Place): Run<Openings> | null {
  return runOf(openings(cache, place.service, place.clock.hour(place.start), place), place);
}

/** The instants that cases of a service reached in a part of an hour; null where none was in all of it. */
export function momentsIn(cache: ReadableCache, place: Place): Run<Moments> | null {
  return runOf(moments(cache, place.service, place.clock.hour(place.start), place), place);
}

/** What citizens said of cases of a service in a part of an hour; null where nothing happened in all of it. */
export function judgementsIn(cache: ReadableCache, place: Place): Run<Judgements> | null {
  return runOf(judgements(cache, place.service, place.clock.hour(place.start), place), place);
}

function runOf<T extends InHour>(hour: T | null, { start, end }: Span): Run<T> | null {
  return hour === null ? null : { in: hour, first: placeOf(hour, start), last: placeOf(hour, end) };
}

/** The place of the first that happened at an instant or later. */
function placeOf({ at, length }: InHour, instant: Instant): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? 0) < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
