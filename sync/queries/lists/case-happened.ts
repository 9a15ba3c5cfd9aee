import type { Clock } from '../../rollups/buckets.ts';
import { reachedSpans, type Looked, type ReachedSpan } from '../../rollups/reached-spans.ts';
import { CLOSED, JUDGED, LATE } from '../../rollups/tally.ts';
import { clockIn } from '../../rollups/totals.ts';
import { rowsTouched } from '../../rollups/touching.ts';
import { CASE_COLUMNS, type CaseRow } from '../../store/cases.ts';
import { afterStop, BUCKET, takeBack, type Stop } from './case-back.ts';
import { lookedFor, type CaseQuery } from './case-filter.ts';
import { firstOpened } from '../flows/cases.ts';
import { conditionsOf, momentOf, preparedAs, valuesOf, whereOf, type Condition } from './case-sql.ts';
import type { QuestionContext } from '../question.ts';

type Happened = CaseRow & { moment: number };
const happenedBy = preparedAs<Happened>();

/** Every hour of a time, the last first: what citizens say, the sums do not tell by category or area. */
function* everyHour(clock: Clock, services: Looked[], since: number, until: number): Generator<ReachedSpan> {
  for (let at = until; at >= since;) {
    const { start, end } = clock.hour(at);
    yield { start, end, services, count: BUCKET };
    at = start - 1;
  }
}

/**
 * Cases to which what the query's state says happened in its time (closed, late, rated, returned), the latest first, as far
 * as `limit` of them; each once, when it happened last. The kept sums name the cases that were closed, or judged, in an hour: no
 * other is looked at, however many there ever were. Of those closed, they also say in which months, days and hours any was that
 * may match.
 */
export function happenedBack(
  { cache }: QuestionContext,
  query: CaseQuery,
  { from, limit }: { from: Stop | null; limit: number },
): { rows: CaseRow[]; stop: Stop | null } {
  const judged = query.state === 'rated' || query.state === 'returned';
  const [services, moment] = [lookedFor(query), momentOf(query)];
  // Nothing happens to a case before it is opened.
  const first = Math.min(...services.map(({ code }) => firstOpened(cache, code) ?? Infinity));
  const since = Math.max(query.from, first);
  const until = Math.min(query.at, from?.at ?? query.at);
  if (until < since) return { rows: [], stop: null };
  const asked = new Map(query.services.map((one) => [one.id, conditionsOf(query, one)]));
  const find = ({ start, end, services: some }: ReachedSpan, left: number): Happened[] =>
    some.flatMap(({ id }) => {
      const touched = rowsTouched(cache, id, start, end, judged ? JUDGED : CLOSED);
      if (touched === null) return [];
      const named: Condition[] = [
        { sql: 'service = ? AND opened >= ? AND opened <= ?', values: [id, query.since, query.until] },
        ...(asked.get(id) ?? []),
      ];
      const then: Condition[] = [
        { sql: 'moment BETWEEN ? AND ?', values: [Math.max(start, since), Math.min(end - 1, until)] },
        ...afterStop('moment', from),
      ];
      const text = `SELECT * FROM (
          SELECT ${CASE_COLUMNS}, ${moment.sql} AS moment FROM (SELECT value AS named FROM json_each(?))
          CROSS JOIN cases ON row = named WHERE ${whereOf(named)}
        ) WHERE ${whereOf(then)} ORDER BY moment DESC, row DESC LIMIT ?`;
      return happenedBy(cache, text).all(
        ...moment.values,
        touched,
        ...valuesOf(named),
        ...valuesOf(then),
        left,
      );
    });
  const reached = query.state === 'late' ? LATE : CLOSED;
  const spans = judged
    ? everyHour(clockIn(cache), services, since, until)
    : reachedSpans(cache, { services, since, until, reached });
  return takeBack(spans, { since, limit }, find, (row) => row.moment);
}
