import type { CaseFilter } from '../contract/questions/drill.ts';
import { pairCode, type Dim } from '../rollups/keys.ts';
import { readFrom } from '../rollups/plan.ts';
import { balanceAt, between, type Counts } from '../rollups/sums.ts';
import { noCounts, plus } from '../rollups/totals.ts';
import type { CaseQuery } from './case-filter.ts';
import { firstOpened } from './cases.ts';
import type { QuestionContext } from './question.ts';

/** Which kept sum says how many there are: its dimension and keys; null where none does. */
function sumOf({ category, unit, area }: CaseQuery): { dim: Dim; keys: readonly string[] } | null {
  if ([category, unit, area].some((wanted) => wanted?.unknown === true)) return null;
  if (unit !== undefined) return (category ?? area) ? null : { dim: 'unit', keys: [...unit.codes] };
  if (category !== undefined && area !== undefined) {
    const keys = [...category.codes].flatMap((c) => [...area.codes].map((a) => pairCode(c, a)));
    return { dim: 'categoryArea', keys };
  }
  if (category !== undefined) return { dim: 'category', keys: [...category.codes] };
  return area === undefined ? { dim: 'total', keys: [''] } : { dim: 'area', keys: [...area.codes] };
}

/**
 * How many cases a filter has, from kept sums: all that were opened in its time, or, of all times, those closed or
 * closed late. Null where no sum says it.
 */
export function totalOf(context: QuestionContext, query: CaseQuery, filter: CaseFilter): number | null {
  const { cache } = context;
  const sum = sumOf(query);
  const timed = filter.since !== undefined || filter.until !== undefined;
  const { state } = query;
  if (sum === null || query.idPrefix !== undefined) return null;
  if (state !== undefined && (timed || (state !== 'closed' && state !== 'late'))) return null;
  const kept = cache.meta().stamp?.services ?? [];
  const all = noCounts();
  for (const { code } of query.services) {
    const service = kept.find(({ id }) => id === code);
    if (sum.dim !== 'total' && readFrom(service, sum.dim) === null) return null;
    if (firstOpened(cache, code) === null) continue;
    const asked = { service: code, dim: sum.dim };
    const counts: Map<string, Counts> =
      state === undefined && timed
        ? between(cache, { ...asked, since: query.since, until: query.until })
        : balanceAt(cache, { ...asked, at: query.at });
    for (const key of sum.keys) {
      const found = counts.get(key);
      if (found !== undefined) plus(all, found);
    }
  }
  if (state === 'closed') return all.closed;
  return state === 'late' ? all.late : all.opened;
}
