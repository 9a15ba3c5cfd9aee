import type { Instant } from '../../contract/instants.ts';
import { eachClosedSince, type OpenCase } from '../../rollups/open-cases.ts';
import { onceFor, type ReadableCache } from '../../store/cache.ts';
import { CASE_COLUMNS, type CaseRow } from '../../store/cases.ts';
import type { Stop } from './case-back.ts';
import { isIn, isWanted, type AskedService, type CaseQuery } from './case-filter.ts';
import { wasJudged } from './case-line.ts';
import { hasPart, casePrefixes, numberConditions } from './case-number.ts';
import {
  columnConditions,
  DUE,
  dueConditions,
  judgedConditions,
  preparedAs,
  selectCases,
  valuesOf,
  whereOf,
  type Condition,
} from './case-sql.ts';
import type { QuestionContext } from '../question.ts';

/** What an order sorts by: when cases are due, those without a due instant last; or when they were opened. */
export type OpenOrder = 'due' | 'newest';

/** Later than any instant a record can have. */
const NEVER = Date.UTC(2201, 0, 1);

/** What an order sorts by, in SQL and of a case; those due at one instant by the least row, those opened at one by the greatest. */
const ORDERS = {
  due: {
    sql: `coalesce(${DUE}, ${NEVER})`,
    turn: 'ASC',
    beyond: '>',
    of: (one: OpenCase): Instant => (one.due === null ? NEVER : Math.max(one.due, one.opened)),
    before: (a: Stop, b: Stop): number => a.at - b.at || a.row - b.row,
  },
  newest: {
    sql: 'opened',
    turn: 'DESC',
    beyond: '<',
    of: (one: OpenCase): Instant => one.opened,
    before: (a: Stop, b: Stop): number => b.at - a.at || b.row - a.row,
  },
} as const;

const stopsBy = preparedAs<Stop>();
const countsBy = preparedAs<{ n: number }>();
const caseIn = onceFor((cache) => cache.select<CaseRow>(`SELECT ${CASE_COLUMNS} FROM cases WHERE row = ?`));

const STILL_OPEN = 'FROM cases INDEXED BY cases_open WHERE closed IS NULL AND';

/** Whether a case that was open at the instant, and is no more, is asked for. */
function isAsked(
  cache: ReadableCache,
  query: CaseQuery,
  { category }: AskedService,
): (one: OpenCase) => boolean {
  const { at, soonUntil, state, since, until, unit, area, cells, idPrefix, idPart } = query;
  const prefixes = idPrefix === undefined ? null : casePrefixes(idPrefix);
  return (one) => {
    if (one.opened < since || one.opened > until) return false;
    const due = ORDERS.due.of(one);
    if (state === 'overdue' && due > at) return false;
    if (state === 'dueSoon' && (due <= at || due > soonUntil)) return false;
    if (state === 'inTime' && (one.due === null || due <= soonUntil)) return false;
    if (state === 'untimed' && one.due !== null) return false;
    if (!isWanted(category, one.category) || !isWanted(unit, one.unit) || !isWanted(area, one.area))
      return false;
    const judged = state === 'returned' || state === 'rated';
    if (prefixes === null && idPart === undefined && !judged && cells === undefined) return true;
    const row = caseIn(cache).get(one.row);
    if (row === undefined || (judged && !wasJudged(row, query))) return false;
    if (cells !== undefined && !isIn(cells, row.lon, row.lat)) return false;
    if (idPart !== undefined && !hasPart(row.id, idPart)) return false;
    return prefixes?.some((prefix) => row.id.startsWith(prefix)) ?? true;
  };
}

/** What is asked of open cases: an order, where to go on, and how many. */
interface OpenAsked {
  order: OpenOrder;
  from: Stop | null;
  limit: number;
}

/** So many are read of what matches before it is counted: most often that is all there are. */
const FEW = 500;

/** Of a service's cases that still are open: the first that match, more than asked for, and how many there are. */
function stillOpen(
  cache: ReadableCache,
  query: CaseQuery,
  service: AskedService,
  { order, from, limit }: OpenAsked,
): { stops: Stop[]; count: number } {
  const { sql, turn, beyond } = ORDERS[order];
  const all: Condition[] = [
    { sql: 'service = ? AND opened >= ? AND opened <= ?', values: [service.id, query.since, query.until] },
    ...dueConditions(query),
    ...columnConditions(query, service),
    ...numberConditions(query),
    ...judgedConditions(query),
  ];
  const after: Condition[] =
    from === null ? all : [...all, { sql: `(${sql}, row) ${beyond} (?, ?)`, values: [from.at, from.row] }];
  const most = Math.max(FEW, limit + 1);
  const page = `SELECT ${sql} AS at, row ${STILL_OPEN} ${whereOf(after)} ORDER BY 1 ${turn}, row ${turn} LIMIT ?`;
  const stops = stopsBy(cache, page).all(...valuesOf(after), most);
  if (from === null && stops.length < most) return { stops, count: stops.length };
  const counted = countsBy(cache, `SELECT count(*) AS n ${STILL_OPEN} ${whereOf(all)}`).get(...valuesOf(all));
  return { stops, count: counted?.n ?? 0 };
}

/**
 * Open cases that match, in order: a page of them, and how many there are. Those that still are open come from their
 * index alone; the cost grows with how many are open, not with how many there ever were.
 */
export function openCases(
  { cache }: QuestionContext,
  query: CaseQuery,
  asking: OpenAsked,
): { rows: CaseRow[]; stop: Stop | null; total: number } {
  const { order, from, limit } = asking;
  const { of, before } = ORDERS[order];
  const found: Stop[] = [];
  let total = 0;
  for (const service of query.services) {
    const { stops, count } = stillOpen(cache, query, service, asking);
    found.push(...stops);
    total += count;
    const asked = isAsked(cache, query, service);
    eachClosedSince(cache, { service: service.code, at: query.at }, (one) => {
      if (!asked(one)) return;
      total++;
      const stop = { at: of(one), row: one.row };
      if (from === null || before(from, stop) < 0) found.push(stop);
    });
  }
  found.sort(before);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const rows = page.map(({ row }) => row);
  return {
    rows: rowsOf(cache, rows),
    stop: found.length > page.length && last !== undefined ? last : null,
    total,
  };
}

/** Cases by their rows, in the order given. */
export function rowsOf(cache: ReadableCache, rows: readonly number[]): CaseRow[] {
  const among = { sql: 'row IN (SELECT value FROM json_each(?))', values: [`[${rows.join()}]`] };
  const found = selectCases(cache, [among], '', rows.length);
  const byRow = new Map(found.map((one) => [one.row, one]));
  return rows.flatMap((row) => byRow.get(row) ?? []);
}
