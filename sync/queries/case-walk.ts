import type { Instant } from '../contract/instants.ts';
import { opensOf } from '../rollups/hours-opened.ts';
import type { CaseRow } from '../store/cases.ts';
import type { CaseQuery } from './case-filter.ts';
import { firstOpened } from './cases.ts';
import { conditionsOf, selectCases, type Condition } from './case-sql.ts';
import type { QuestionContext } from './question.ts';

/** Where a walk stands: everything later was given. Cases of one instant go by their row, the greatest first. */
export interface Stop {
  opened: Instant;
  row: number;
}

/** What a walk found, and where it stopped; null where it came to the first case there is. */
export interface Found {
  rows: CaseRow[];
  stop: Stop | null;
}

/** No more than about so many cases are looked at for one page, whatever is looked for: the next page goes on. */
const MOST_SEEN = 60_000;

/**
 * Walks cases backwards from the latest, hour by hour, as far as `limit` of them match. The kept sums say in which
 * months, days and hours anything was opened that may match, so that hours without are passed over unread.
 */
export function walkBack(
  context: QuestionContext,
  query: CaseQuery,
  from: Stop | null,
  limit: number,
): Found {
  const { cache } = context;
  const conditions = conditionsOf(context, query);
  const first = Math.min(...query.services.map(({ code }) => firstOpened(cache, code) ?? Infinity));
  const since = Math.max(query.since, first);
  const until = Math.min(query.until, from?.opened ?? query.until);
  const rows: CaseRow[] = [];
  if (until < since || query.services.length === 0) return { rows, stop: null };
  let seen = 0;
  const wanted = { category: query.category, unit: query.unit, area: query.area };
  for (const hour of opensOf(cache, { services: query.services, wanted, since, until })) {
    const start = Math.max(hour.start, since);
    const end = Math.min(hour.end - 1, until);
    const found = hour.services.flatMap(({ id }) => inSpan(context, id, { start, end }, conditions, from));
    found.sort((a, b) => b.opened - a.opened || b.row - a.row);
    rows.push(...found.slice(0, limit - rows.length));
    const last = rows.at(-1);
    if (rows.length >= limit && last !== undefined)
      return { rows, stop: { opened: last.opened, row: last.row } };
    seen += hour.opened;
    // Everything of this hour was given; the next page begins before it.
    if (seen > MOST_SEEN) return { rows, stop: { opened: start, row: 0 } };
  }
  return { rows, stop: null };
}

function inSpan(
  { cache }: QuestionContext,
  service: number,
  span: { start: Instant; end: Instant },
  conditions: readonly Condition[],
  from: Stop | null,
): CaseRow[] {
  const all: Condition[] = [
    { sql: 'service = ? AND opened >= ? AND opened <= ?', values: [service, span.start, span.end] },
    ...conditions,
  ];
  if (from !== null) all.push({ sql: '(opened < ? OR row < ?)', values: [from.opened, from.row] });
  return selectCases(cache, all, '', []);
}
