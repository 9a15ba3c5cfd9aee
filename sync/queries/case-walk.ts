import type { Instant } from '../contract/instants.ts';
import { opensOf } from '../rollups/hours-opened.ts';
import type { CaseRow } from '../store/cases.ts';
import type { AskedService, CaseQuery } from './case-filter.ts';
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
const MOST_SEEN = 20_000;
/** As long as so many cases takes it to see that a bucket of the sums has none. */
const BUCKET = 30;

/**
 * Walks cases backwards from the latest, hour by hour, as far as `limit` of them match. The kept sums say in which
 * months, days and hours anything was opened that may match, so that hours without are passed over unread.
 */
export function walkBack(
  context: QuestionContext,
  query: CaseQuery,
  { from, limit, most = MOST_SEEN }: { from: Stop | null; limit: number; most?: number },
): Found {
  const { cache } = context;
  const { unit, area } = query;
  const conditions = new Map(query.services.map((service) => [service.id, conditionsOf(query, service)]));
  const first = Math.min(...query.services.map(({ code }) => firstOpened(cache, code) ?? Infinity));
  const since = Math.max(query.since, first);
  const until = Math.min(query.until, from?.opened ?? query.until);
  const rows: CaseRow[] = [];
  if (until < since) return { rows, stop: null };
  const services = query.services.map((service) => ({
    ...service,
    wanted: { category: service.category, unit, area },
  }));
  let seen = 0;
  for (const span of opensOf(cache, { services, since, until })) {
    const start = Math.max(span.start, since);
    const within = { start, end: Math.min(span.end - 1, until), from, limit: limit - rows.length };
    const found = span.services.flatMap((service) =>
      inSpan(context, service, within, conditions.get(service.id) ?? []),
    );
    found.sort((a, b) => b.opened - a.opened || b.row - a.row);
    rows.push(...found.slice(0, within.limit));
    const last = rows.at(-1);
    if (rows.length >= limit && last !== undefined)
      return { rows, stop: { opened: last.opened, row: last.row } };
    seen += span.services.length === 0 ? BUCKET : span.opened;
    // Everything of this span was given; the next page begins before it.
    if (seen > most) return { rows, stop: { opened: start, row: 0 } };
  }
  return { rows, stop: null };
}

/** The last cases of a service in a span that match, as many as are asked for. */
function inSpan(
  { cache }: QuestionContext,
  { id }: Pick<AskedService, 'id'>,
  { start, end, from, limit }: { start: Instant; end: Instant; from: Stop | null; limit: number },
  conditions: readonly Condition[],
): CaseRow[] {
  const all: Condition[] = [
    { sql: 'service = ? AND opened >= ? AND opened <= ?', values: [id, start, end] },
    ...conditions,
  ];
  if (from !== null) all.push({ sql: '(opened < ? OR row < ?)', values: [from.opened, from.row] });
  return selectCases(cache, all, 'ORDER BY opened DESC, row DESC', limit, 'cases INDEXED BY cases_opened');
}
