import { HOUR, type Instant } from '../contract/instants.ts';
import { onceFor, type ReadableCache } from '../store/cache.ts';
import type { CaseRow } from '../store/cases.ts';
import { eachEntry } from './packing.ts';
import { oncePerState } from './per-state.ts';
import type { Judgeable } from './judgements.ts';
import { CLOSED, DUE, JUDGED, tallyRow } from './tally.ts';

/** What of a case its sums are made of. */
export type Touching = Pick<CaseRow, 'opened' | 'due' | 'closed' | 'category' | 'unit' | 'area'>;
/** What of a case is counted where only its opening is. */
export type Opening = Pick<CaseRow, 'category' | 'unit' | 'area' | 'lon' | 'lat'>;

const TOUCHING = 'opened, due, closed, category, unit, area';
const OPENED = 'FROM cases WHERE service = ? AND opened >= ? AND opened < ?';

const statements = onceFor((cache) => ({
  opened: cache.select<Touching>(`SELECT ${TOUCHING} ${OPENED}`),
  openings: cache.select<Opening>(`SELECT category, unit, area, lon, lat ${OPENED}`),
  count: cache.select<{ n: number }>(`SELECT count(*) AS n ${OPENED}`),
  touched: cache.select<{ touched: Uint8Array }>(
    'SELECT touched FROM tallies WHERE id > ? AND id < ? AND touched IS NOT NULL',
  ),
  // Of the cases an hour names, those with an instant in the span, but not those opened there.
  ended: cache.select<Touching>(
    `SELECT ${TOUCHING} FROM json_each(?) CROSS JOIN cases ON row = value
     WHERE (opened < ? OR opened >= ?)
       AND ((max(closed, opened) >= ? AND max(closed, opened) < ?)
         OR (max(due, opened) >= ? AND max(due, opened) < ?))`,
  ),
  judged: cache.select<Judgeable & Pick<CaseRow, 'unit'>>(
    'SELECT opened, closed, rating, events, unit FROM json_each(?) CROSS JOIN cases ON row = value',
  ),
  due: cache.select<{ n: number }>(
    `SELECT count(*) AS n FROM json_each(?) CROSS JOIN cases ON row = value
     WHERE due > ? AND due <= ? AND opened <= ? AND (closed IS NULL OR closed > ?)`,
  ),
}));

/**
 * Every case of a service that was opened, closed or due in a span (start included, end not), once each.
 * Meant for spans of some hours.
 */
export const casesTouching = oncePerState<Touching>((cache, service, start, end) => {
  const { opened, ended } = statements(cache);
  const found = opened.all(service, start, end);
  const rows = rowsTouched(cache, service, start, end, CLOSED | DUE);
  return rows === null ? found : found.concat(ended.all(rows, start, end, start, end, start, end));
});

/** Every case of a service that was opened in a span. */
export const casesOpened = oncePerState<Opening>((cache, service, start, end) =>
  statements(cache).openings.all(service, start, end),
);

/** Every case of a service that was rated or came back in the hours of a span, and perhaps within it. */
export const casesJudged = oncePerState<Judgeable & Pick<CaseRow, 'unit'>>((cache, service, start, end) => {
  const rows = rowsTouched(cache, service, start, end, JUDGED);
  return rows === null ? [] : statements(cache).judged.all(rows);
});

/** How many cases of a service were opened in a span. */
export function countOpened(cache: ReadableCache, service: number, start: Instant, end: Instant): number {
  return statements(cache).count.get(service, start, end)?.n ?? 0;
}

/** How many cases were open at an instant and due in `at < due <= until`, case by case. */
export function countDue(cache: ReadableCache, service: number, at: Instant, until: Instant): number {
  const rows = rowsTouched(cache, service, at + 1, until + 1, DUE);
  return rows === null ? 0 : (statements(cache).due.get(rows, at, until, at, at)?.n ?? 0);
}

/** Rows of cases that were closed, due or judged (bits of tally.ts) in the hours of a span, as JSON; null where none was. */
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
    eachEntry(touched, (row, [judged = 0, closed = 0, due = 0]) => {
      if ((bits & CLOSED && closed > 0) || (bits & DUE && due > 0) || (bits & JUDGED && judged > 0))
        rows.add(row);
    });
  return rows.size === 0 ? null : `[${[...rows].join()}]`;
}
