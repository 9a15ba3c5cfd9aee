import { CLOSED, JUDGED } from '../rollups/tally.ts';
import { clockIn } from '../rollups/totals.ts';
import { rowsTouched } from '../rollups/touching.ts';
import { CASE_COLUMNS, type CaseRow } from '../store/cases.ts';
import type { AskedService, CaseQuery } from './case-filter.ts';
import { firstOpened } from './cases.ts';
import { conditionsOf, momentOf, preparedAs, valuesOf, whereOf, type Condition } from './case-sql.ts';
import type { QuestionContext } from './question.ts';

/** Where a page stopped: everything that happened later was given. What happened at one instant goes by its row, the greatest first. */
export interface HappenedStop {
  moment: number;
  row: number;
}

type Happened = CaseRow & { moment: number };
const happenedBy = preparedAs<Happened>();

/** No more than about so many cases are looked at for one page: the next page goes on. */
const MOST_SEEN = 20_000;
/** As long as so many cases takes it to see that nothing happened in an hour. */
const HOUR_COSTS = 4;

/**
 * Cases to which what the query's state says happened in its time (closed, late, rated, returned), the latest first, as far
 * as `limit` of them; each once, when it happened last. Costs as much as there are cases closed, or judged, in that time,
 * however many there ever were: the kept sums name them hour by hour.
 */
export function happenedBack(
  context: QuestionContext,
  query: CaseQuery,
  { from, limit }: { from: HappenedStop | null; limit: number },
): { rows: CaseRow[]; stop: HappenedStop | null } {
  const { cache } = context;
  const clock = clockIn(cache);
  const bits = query.state === 'rated' || query.state === 'returned' ? JUDGED : CLOSED;
  // Nothing happens to a case before it is opened.
  const first = Math.min(...query.services.map(({ code }) => firstOpened(cache, code) ?? Infinity));
  const since = Math.max(query.from, first);
  const rows: CaseRow[] = [];
  if (first === Infinity) return { rows, stop: null };
  let until = Math.min(query.at, from?.moment ?? query.at);
  let seen = 0;
  while (until >= since) {
    const { start, end } = clock.hour(until);
    const found = query.services.flatMap((service) => {
      const touched = rowsTouched(cache, service.id, start, end, bits);
      if (touched === null) return [];
      seen += touched.length / ROW_DIGITS;
      const within = { start: Math.max(start, since), end: until, from, limit: limit - rows.length };
      return inHour(context, query, service, touched, within);
    });
    found.sort((a, b) => b.moment - a.moment || b.row - a.row);
    const page = found.slice(0, limit - rows.length);
    rows.push(...page);
    const last = page.at(-1);
    if (rows.length >= limit && last !== undefined)
      return { rows, stop: { moment: last.moment, row: last.row } };
    seen += HOUR_COSTS;
    // Everything of this hour was given; the next page begins before it.
    if (seen > MOST_SEEN) return { rows, stop: { moment: start, row: 0 } };
    until = start - 1;
  }
  return { rows, stop: null };
}

/** About as long as one row is among many, as JSON. */
const ROW_DIGITS = 7;

/** Of the cases that an hour names, those that match and to which it happened then. */
function inHour(
  { cache }: QuestionContext,
  query: CaseQuery,
  service: AskedService,
  touched: string,
  { start, end, from, limit }: { start: number; end: number; from: HappenedStop | null; limit: number },
): Happened[] {
  const moment = momentOf(query);
  const named: Condition = {
    sql: 'service = ? AND opened >= ? AND opened <= ?',
    values: [service.id, query.since, query.until],
  };
  const asked = [named, ...conditionsOf(query, service)];
  const then: Condition[] = [{ sql: 'moment BETWEEN ? AND ?', values: [start, end] }];
  if (from !== null) then.push({ sql: '(moment < ? OR row < ?)', values: [from.moment, from.row] });
  const text = `SELECT * FROM (
      SELECT ${CASE_COLUMNS}, ${moment.sql} AS moment FROM (SELECT value AS named FROM json_each(?))
      CROSS JOIN cases ON row = named
      WHERE ${whereOf(asked)}
    ) WHERE ${whereOf(then)} ORDER BY moment DESC, row DESC LIMIT ?`;
  const values = [...moment.values, touched, ...valuesOf(asked), ...valuesOf(then), limit];
  return happenedBy(cache, text).all(...values);
}
