import { HOUR, type Instant } from '../contract/instants.ts';
import { onceFor, type ReadableCache } from '../store/cache.ts';
import type { CaseRow } from '../store/cases.ts';
import { eachEntry } from './packing.ts';
import { CLOSED, DUE, tallyRow } from './tally.ts';

/** What of a case its sums are made of. */
export type Touching = Pick<
  CaseRow,
  'row' | 'opened' | 'due' | 'closed' | 'category' | 'unit' | 'area' | 'lon' | 'lat'
>;
const COLUMNS = 'row, opened, due, closed, category, unit, area, lon, lat';

const statements = onceFor((cache) => ({
  opened: cache.select<Touching>(
    `SELECT ${COLUMNS} FROM cases WHERE service = ? AND opened >= ? AND opened < ?`,
  ),
  touched: cache.select<{ touched: Uint8Array }>(
    'SELECT touched FROM tallies WHERE id > ? AND id < ? AND touched IS NOT NULL',
  ),
  named: cache.select<Touching>(`SELECT ${COLUMNS} FROM cases WHERE row IN (SELECT value FROM json_each(?))`),
  due: cache.select<{ n: number }>(
    `SELECT count(*) AS n FROM cases WHERE row IN (SELECT value FROM json_each(?))
       AND due > ? AND due <= ? AND opened <= ? AND (closed IS NULL OR closed > ?)`,
  ),
}));

/**
 * Every case of a service that was opened, or whose sums say closed or due, in a span (start included, end
 * not), once each; among them may be some that were closed or due elsewhere in the hours the span is in.
 * Meant for spans of some hours.
 */
export function casesTouching(
  cache: ReadableCache,
  service: number,
  start: Instant,
  end: Instant,
): Touching[] {
  if (start >= end) return [];
  const found = statements(cache).opened.all(service, start, end);
  for (const one of casesEnding(cache, service, start, end))
    if (one.opened < start || one.opened >= end) found.push(one);
  return found;
}

/** Every case of a service that was closed or due in a span, and others of the same hours. */
function casesEnding(cache: ReadableCache, service: number, start: Instant, end: Instant): Touching[] {
  const rows = rowsTouched(cache, service, start, end, CLOSED | DUE);
  return rows === null ? [] : statements(cache).named.all(rows);
}

/** How many cases were open at an instant and due in `at < due <= until`, case by case. */
export function countDue(cache: ReadableCache, service: number, at: Instant, until: Instant): number {
  const rows = rowsTouched(cache, service, at + 1, until + 1, DUE);
  return rows === null ? 0 : (statements(cache).due.get(rows, at, until, at, at)?.n ?? 0);
}

/** Rows of cases that were closed or due (bits of tally.ts) in the hours of a span, as JSON; null where none was. */
function rowsTouched(
  cache: ReadableCache,
  service: number,
  start: Instant,
  end: Instant,
  bits: number,
): string | null {
  const rows = new Set<number>();
  // The hour the span starts in has started less than an hour before.
  const first = tallyRow(service, 'hour', start - HOUR);
  for (const { touched } of statements(cache).touched.iterate(first, tallyRow(service, 'hour', end)))
    eachEntry(touched, (row, [, closed = 0, due = 0]) => {
      if ((bits & CLOSED && closed > 0) || (bits & DUE && due > 0)) rows.add(row);
    });
  return rows.size === 0 ? null : `[${[...rows].join()}]`;
}
