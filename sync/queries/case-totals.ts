import { pairCode, type Dim } from '../rollups/keys.ts';
import { readFrom } from '../rollups/plan.ts';
import { balanceAt, between, type Counts } from '../rollups/sums.ts';
import { noCounts, plus } from '../rollups/totals.ts';
import type { AskedService, CaseQuery, Wanted } from './case-filter.ts';
import { firstOpened } from './cases.ts';
import type { QuestionContext } from './question.ts';

/** A kept sum that says how many there are: its dimension, and which of its keys. */
interface Says {
  dim: Dim;
  has: (key: string) => boolean;
}

const among =
  ({ codes, not }: Wanted) =>
  (key: string): boolean =>
    codes.has(key) !== not;

/** Null where no one sum says it. */
function sumOf({ unit, area }: CaseQuery, { category }: AskedService): Says | null {
  if (unit !== undefined) return (category ?? area) ? null : { dim: 'unit', has: among(unit) };
  if (category !== undefined && area !== undefined) {
    if (category.not || area.not) return null;
    const pairs = new Set([...category.codes].flatMap((c) => [...area.codes].map((a) => pairCode(c, a))));
    return { dim: 'categoryArea', has: (key) => pairs.has(key) };
  }
  if (category !== undefined) return { dim: 'category', has: among(category) };
  return area === undefined ? { dim: 'total', has: () => true } : { dim: 'area', has: among(area) };
}

/** What of the counts up to an instant says how many cases are in a state; null where nothing does. */
const STATES: Record<NonNullable<CaseQuery['state']>, ((sum: Counts) => number) | null> = {
  open: ({ opened, closed }) => opened - closed,
  overdue: ({ due, settled }) => due - settled,
  closed: ({ closed }) => closed,
  late: ({ late }) => late,
  dueSoon: null,
  returned: null,
};

/**
 * How many cases a filter has, by kept sums: all that were opened in its time, or, of all times, those in a state. Null
 * where no sums say it.
 */
export function totalOf({ cache }: QuestionContext, query: CaseQuery): number | null {
  const { state, timed, since, until } = query;
  const pick = state === undefined ? (sum: Counts): number => sum.opened : STATES[state];
  if (pick === null || query.idPrefix !== undefined || (timed && state !== undefined)) return null;
  const kept = cache.meta().stamp?.services ?? [];
  const all = noCounts();
  for (const service of query.services) {
    const { code } = service;
    const sum = sumOf(query, service);
    if (
      sum === null ||
      readFrom(
        kept.find(({ id }) => id === code),
        sum.dim,
      ) === null
    )
      return null;
    if (firstOpened(cache, code) === null) continue;
    const asked = { service: code, dim: sum.dim };
    const counts =
      since > 0 ? between(cache, { ...asked, since, until }) : balanceAt(cache, { ...asked, at: until });
    for (const [key, one] of counts) if (sum.has(key)) plus(all, one);
  }
  return pick(all);
}
