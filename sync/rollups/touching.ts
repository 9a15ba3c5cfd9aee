import { HOUR, type Instant } from '../contract/instants.ts';
import { onceFor, type ReadableCache } from '../store/cache.ts';
import type { CaseRow } from '../store/cases.ts';
import { eachEntry } from './packing.ts';
import { tallyRow } from './tally.ts';

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
export function casesEnding(cache: ReadableCache, service: number, start: Instant, end: Instant): Touching[] {
  const { touched, named } = statements(cache);
  const rows = new Set<number>();
  // The hour the span starts in has started less than an hour before.
  const hours = touched.iterate(tallyRow(service, 'hour', start - HOUR), tallyRow(service, 'hour', end));
  for (const hour of hours) eachEntry(hour.touched, (row) => rows.add(row));
  return rows.size === 0 ? [] : named.all(`[${[...rows].join()}]`);
}
