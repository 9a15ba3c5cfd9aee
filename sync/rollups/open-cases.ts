import type { Instant } from '../contract/instants.ts';
import { onceFor, type ReadableCache } from '../store/cache.ts';
import type { CaseRow } from '../store/cases.ts';
import { eachEntry } from './packing.ts';
import { balanceAt } from './sums.ts';
import { tallyRow, tallySpan } from './tally.ts';
import { clockIn } from './totals.ts';

/**
 * A case that was open at an instant. Instants in ms, codes as ids of the cache, `status` a place in STATUSES:
 * all as the record has them now, also where the instant is past. `row` finds the rest of it.
 */
export type OpenCase = Pick<CaseRow, 'row' | 'opened' | 'due' | 'status' | 'category' | 'unit' | 'area'>;

const OPEN_CASE = 'row, opened, due, status, category, unit, area';

/** Answered from the index alone: `closed` is in it only so that SQLite need not look whether it is null. */
export const STILL_OPEN = `SELECT ${OPEN_CASE} FROM cases INDEXED BY cases_open
  WHERE service = ? AND closed IS NULL AND opened <= ? ORDER BY due`;

const statements = onceFor((cache) => ({
  open: cache.select<OpenCase>(STILL_OPEN),
  count: cache.select<{ n: number }>(
    `SELECT count(*) AS n FROM cases INDEXED BY cases_open_since
     WHERE service = ? AND closed IS NULL AND opened <= ?`,
  ),
  openedIn: cache.select<{ n: number }>(
    `SELECT count(*) AS n FROM cases INDEXED BY cases_open_since
     WHERE service = ? AND closed IS NULL AND opened > ? AND opened <= ?`,
  ),
  oldest: cache.select<{ opened: number }>(
    `SELECT opened FROM cases INDEXED BY cases_open_since
     WHERE service = ? AND closed IS NULL AND opened <= ? ORDER BY opened LIMIT 1`,
  ),
  overdue: cache.select<{ opened: number }>(
    `SELECT opened FROM cases INDEXED BY cases_open
     WHERE service = ? AND closed IS NULL AND due <= ? AND opened <= ?`,
  ),
  touched: cache.select<{ touched: Uint8Array }>(
    'SELECT touched FROM tallies WHERE id >= ? AND id < ? AND touched IS NOT NULL ORDER BY id',
  ),
  closedLater: cache.select<OpenCase>(
    `SELECT ${OPEN_CASE} FROM json_each(?) CROSS JOIN cases ON row = value WHERE opened <= ? AND closed > ?`,
  ),
}));

/** An instant of one service. */
interface When {
  service: string;
  at: Instant;
}

/**
 * Calls `visit` for each case of a service that was open at an instant: opened by then, and not closed by then.
 * First those that still are, those without a due instant before those soonest due; then those closed since, in
 * no order. Costs as much as there are open cases and, for a past instant, as there were closings until the last
 * of its open cases was closed.
 */
export function eachOpen(
  cache: ReadableCache,
  { service: code, at }: When,
  visit: (one: OpenCase) => void,
): void {
  const service = cache.services.id(code);
  if (service === undefined) return;
  cache.view(() => {
    // All at once: one by one, SQLite's rows cost half as much again.
    const open = statements(cache).open.all(service, at);
    for (const one of open) visit(one);
    closedSince(cache, { service, code, at, open: open.length }, visit);
  });
}

/** A stretch of time: after an instant, up to another that is included. */
interface Stretch {
  after: Instant;
  until: Instant;
}

/** Of the open cases opened in a stretch of time: how many, and how many of them past due. */
interface OpenedIn {
  count: number;
  overdue: number;
}

/**
 * Cases of a service that were open at an instant, by when they were opened, and when the first of them was; null where
 * there is none. Those that still are open are counted in an index, whatever else is open; only the overdue ones are looked at.
 */
export function openByAge(
  cache: ReadableCache,
  { service: code, at }: When,
  stretches: readonly Stretch[],
): { counts: OpenedIn[]; oldest: Instant | null } {
  const service = cache.services.id(code);
  if (service === undefined) return { counts: stretches.map(() => ({ count: 0, overdue: 0 })), oldest: null };
  return cache.view(() => {
    const { openedIn, oldest, overdue, count } = statements(cache);
    const counts = stretches.map(({ after, until }): OpenedIn => ({
      count: openedIn.get(service, after, Math.min(until, at))?.n ?? 0,
      overdue: 0,
    }));
    const inStretch = (opened: Instant): OpenedIn | undefined =>
      counts[stretches.findIndex(({ after, until }) => after < opened && opened <= until)];
    for (const { opened } of overdue.all(service, at, at)) {
      const held = inStretch(opened);
      if (held !== undefined) held.overdue += 1;
    }
    let first = oldest.get(service, at)?.opened ?? null;
    const open = count.get(service, at)?.n ?? 0;
    closedSince(cache, { service, code, at, open }, ({ opened, due }) => {
      first = Math.min(first ?? Infinity, opened);
      const held = inStretch(opened);
      if (held === undefined) return;
      held.count += 1;
      if (due !== null && Math.max(due, opened) <= at) held.overdue += 1;
    });
    return { counts, oldest: first };
  });
}

/**
 * The same for those alone that are open no more: for who finds the others in the index by himself. At the present
 * it costs next to nothing: there are none.
 */
export function eachClosedSince(
  cache: ReadableCache,
  { service: code, at }: When,
  visit: (one: OpenCase) => void,
): void {
  const service = cache.services.id(code);
  if (service === undefined) return;
  cache.view(() => {
    const open = statements(cache).count.get(service, at)?.n ?? 0;
    closedSince(cache, { service, code, at, open }, visit);
  });
}

/** `open`: how many of those that were open still are. */
function closedSince(
  cache: ReadableCache,
  { service, code, at, open }: { service: number; code: string; at: Instant; open: number },
  visit: (one: OpenCase) => void,
): void {
  const { touched, closedLater } = statements(cache);
  const sum = balanceAt(cache, { service: code, dim: 'total', at }).get('');
  // The sums know how many there are: when the last is found, nobody looks further.
  let left = (sum === undefined ? 0 : sum.opened - sum.closed) - open;
  if (left === 0) return;
  const first = tallyRow(service, 'hour', clockIn(cache).hour(at + 1).start);
  for (const hour of touched.iterate(first, tallySpan(first).end)) {
    const closed = new Array<number>();
    eachEntry(hour.touched, (row, [, count = 0]) => {
      if (count > 0) closed.push(row);
    });
    // A case is closed once, so that no two hours bring the same.
    for (const one of closedLater.all(`[${closed.join()}]`, at, at)) {
      left--;
      visit(one);
    }
    if (left === 0) return;
  }
}
