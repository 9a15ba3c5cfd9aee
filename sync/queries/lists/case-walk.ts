import { reachedSpans, type ReachedSpan } from '../../rollups/reached-spans.ts';
import { OPENED } from '../../rollups/tally.ts';
import type { CaseRow } from '../../store/cases.ts';
import { afterStop, takeBack, type Stop } from './case-back.ts';
import { lookedFor, type CaseQuery } from './case-filter.ts';
import { firstOpened } from '../flows/cases.ts';
import { conditionsOf, selectCases } from './case-sql.ts';
import type { QuestionContext } from '../question.ts';

/**
 * Walks cases backwards from the latest, hour by hour, as far as `limit` of them match. The kept sums say in which
 * months, days and hours anything was opened that may match, so that hours without are passed over unread.
 */
export function walkBack(
  { cache }: QuestionContext,
  query: CaseQuery,
  { from, limit, most }: { from: Stop | null; limit: number; most?: number | undefined },
): { rows: CaseRow[]; stop: Stop | null } {
  const conditions = new Map(query.services.map((service) => [service.id, conditionsOf(query, service)]));
  const first = Math.min(...query.services.map(({ code }) => firstOpened(cache, code) ?? Infinity));
  const since = Math.max(query.since, first);
  const until = Math.min(query.until, from?.at ?? query.until);
  if (until < since) return { rows: [], stop: null };
  const ask = { services: lookedFor(query), since, until, reached: OPENED };
  const find = ({ start, end, services }: ReachedSpan, left: number): CaseRow[] =>
    services.flatMap(({ id }) => {
      const within = [id, Math.max(start, since), Math.min(end - 1, until)];
      const all = [
        { sql: 'service = ? AND opened >= ? AND opened <= ?', values: within },
        ...(conditions.get(id) ?? []),
        ...afterStop('opened', from),
      ];
      return selectCases(cache, all, 'ORDER BY opened DESC, row DESC', left, 'cases INDEXED BY cases_opened');
    });
  return takeBack(reachedSpans(cache, ask), { since, limit, most }, find, ({ opened }) => opened);
}
