import { HOUR, type Instant } from '../contract/instants.ts';
import { onceFor, type ReadableCache } from '../store/cache.ts';
import { eachEntry } from './packing.ts';
import { CLOSED, DUE, JUDGED, tallyRow } from './tally.ts';

const statements = onceFor((cache) => ({
  opened: cache.select<{ n: number }>(
    'SELECT count(*) AS n FROM cases WHERE service = ? AND opened >= ? AND opened < ?',
  ),
  touched: cache.select<{ touched: Uint8Array }>(
    'SELECT touched FROM tallies WHERE id > ? AND id < ? AND touched IS NOT NULL',
  ),
  due: cache.select<{ n: number }>(
    `SELECT count(*) AS n FROM json_each(?) CROSS JOIN cases ON row = value
     WHERE due > ? AND due <= ? AND opened <= ? AND (closed IS NULL OR closed > ?)`,
  ),
}));

/** How many cases of a service were opened in a span: start included, end not. */
export function countOpened(cache: ReadableCache, service: number, start: Instant, end: Instant): number {
  return statements(cache).opened.get(service, start, end)?.n ?? 0;
}

/** How many cases were open at an instant and due in `at < due <= until`, case by case. */
export function countDue(cache: ReadableCache, service: number, at: Instant, until: Instant): number {
  const rows = rowsTouched(cache, service, at + 1, until + 1, DUE);
  return rows === null ? 0 : (statements(cache).due.get(rows, at, until, at, at)?.n ?? 0);
}

/** Rows of cases that were closed, due or judged (bits of tally.ts) in the hours of a span, as JSON; null where none was. */
export function rowsTouched(
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
    eachEntry(touched, (row, [judged = 0, closed = 0, due = 0]) => {
      if ((bits & CLOSED && closed > 0) || (bits & DUE && due > 0) || (bits & JUDGED && judged > 0))
        rows.add(row);
    });
  return rows.size === 0 ? null : `[${[...rows].join()}]`;
}
