import { HOUR, type Instant } from '../contract/instants.ts';
import { onceFor, type ReadableCache } from '../store/cache.ts';
import { eachEntry } from './packing.ts';
import { CLOSED, DUE, tallyRow } from './tally.ts';

/** What cases are counted by: by nothing, by one of their codes, or by category and area together. */
export const GROUPS = {
  total: 'NULL AS one, NULL AS other',
  category: 'category AS one, NULL AS other',
  unit: 'unit AS one, NULL AS other',
  area: 'area AS one, NULL AS other',
  categoryArea: 'category AS one, area AS other',
} as const;
export type Group = keyof typeof GROUPS;

/** The codes of a group of cases, as ids; null where unknown, or not counted by. */
export interface Codes {
  one: number | null;
  other: number | null;
}
type Opened = Codes & { opened: number };
/** Null where no case has both instants, or none of them. */
type Ended = Codes & Record<'closed' | 'due' | 'settled' | 'late', number | null>;

const statements = onceFor((cache) => ({
  opened: grouped((group) =>
    cache.select<Opened>(
      `SELECT ${group}, count(*) AS opened FROM cases
       WHERE service = ? AND opened >= ? AND opened < ? GROUP BY one, other`,
    ),
  ),
  // As `eachReached` has it. A comparison with null is null, and not summed up.
  ended: grouped((group) =>
    cache.select<Ended>(
      `WITH ended AS (
         SELECT ${group}, max(closed, opened) AS closed, max(due, opened) AS due
         FROM json_each(?) CROSS JOIN cases ON row = value),
       span AS (SELECT ? AS since, ? AS before)
       SELECT one, other,
         sum(closed >= since AND closed < before) AS closed,
         sum(due >= since AND due < before) AS due,
         sum(max(closed, due) >= since AND max(closed, due) < before) AS settled,
         sum(closed > due AND closed >= since AND closed < before) AS late
       FROM span CROSS JOIN ended GROUP BY one, other`,
    ),
  ),
  touched: cache.select<{ touched: Uint8Array }>(
    'SELECT touched FROM tallies WHERE id > ? AND id < ? AND touched IS NOT NULL',
  ),
  due: cache.select<{ n: number }>(
    `SELECT count(*) AS n FROM cases WHERE row IN (SELECT value FROM json_each(?))
       AND due > ? AND due <= ? AND opened <= ? AND (closed IS NULL OR closed > ?)`,
  ),
}));

/** One of a kind for each way to count. */
function grouped<T>(make: (columns: string) => T): Record<Group, T> {
  return {
    total: make(GROUPS.total),
    category: make(GROUPS.category),
    unit: make(GROUPS.unit),
    area: make(GROUPS.area),
    categoryArea: make(GROUPS.categoryArea),
  };
}

/** Cases of a service opened in a span (start included, end not), by their codes. */
export function openedWithin(
  cache: ReadableCache,
  service: number,
  group: Group,
  span: { start: Instant; end: Instant },
): Opened[] {
  const { start, end } = span;
  return start >= end ? [] : statements(cache).opened[group].all(service, start, end);
}

/** Cases of a service that were closed, due, settled or late in a span, by their codes. Meant for spans of some hours. */
export function endedWithin(
  cache: ReadableCache,
  service: number,
  group: Group,
  span: { start: Instant; end: Instant },
): Ended[] {
  const { start, end } = span;
  if (start >= end) return [];
  const rows = rowsTouched(cache, service, start, end, CLOSED | DUE);
  return rows === null ? [] : statements(cache).ended[group].all(rows, start, end);
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
