import { pairCode, type Dim } from '../../rollups/keys.ts';
import { readFrom } from '../../rollups/plan.ts';
import { qualityBetween } from '../../rollups/quality.ts';
import { balanceAt, between, dueWithin, type Counts } from '../../rollups/sums.ts';
import type { AskedState } from '../../contract/questions/drill.ts';
import type { AskedService, CaseQuery, Wanted } from './case-filter.ts';
import { untimedOf } from '../flows/backlog.ts';
import { firstOpened } from '../flows/cases.ts';
import type { QuestionContext } from '../question.ts';

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

type Pick = (counts: Counts) => number;
const openOf: Pick = ({ opened, closed }) => opened - closed;
const overdueOf: Pick = ({ due, settled }) => due - settled;

/** Which counts say how many cases a state has: of what happened within its time, and of all up to its end. */
const STATES: Partial<Record<AskedState, { within?: Pick; upTo?: Pick }>> = {
  open: { upTo: openOf },
  overdue: { upTo: overdueOf },
  closed: { within: ({ closed }) => closed },
  late: { within: ({ late }) => late },
  missed: { within: ({ late }) => late, upTo: overdueOf },
  handled: { within: ({ closed }) => closed, upTo: openOf },
};
const ALL = { within: ({ opened }: Counts): number => opened };

/** How many cases of a service, or of some units, were rated; null where no sums say it. */
function ratedOf(context: QuestionContext, query: CaseQuery): number | null {
  const { cache, lookup } = context;
  const { rating, from, at: until } = query;
  const since = from > 0 ? from : null;
  let sum = 0;
  for (const service of query.services) {
    const says = sumOf(query, service);
    const kept = lookup.service(service.code)?.sums.includes('quality') ?? false;
    if (!kept || (says?.dim !== 'total' && says?.dim !== 'unit')) return null;
    for (const [unit, { ratings }] of qualityBetween(cache, { service: service.code, since, until }))
      if (says.has(unit))
        sum += rating === undefined ? ratings.reduce((a, b) => a + b) : (ratings[rating - 1] ?? 0);
  }
  return sum;
}

/** How many of all cases of a service are open and in time, or due at no time; null where one unit's, place's or category's are asked for. */
function inTimeOf(context: QuestionContext, query: CaseQuery): number | null {
  const { cache } = context;
  const { unit, area, at, soonUntil, state } = query;
  if (
    unit !== undefined ||
    area !== undefined ||
    query.services.some(({ category }) => category !== undefined)
  )
    return null;
  let total = 0;
  for (const one of query.services) {
    const services = [one];
    const open = totalOf(context, { ...query, services, state: 'open' });
    const overdue = totalOf(context, { ...query, services, state: 'overdue' });
    if (open === null || overdue === null) return null;
    const service = one.code;
    const untimed = untimedOf(cache, { service, at, open, overdue });
    total +=
      state === 'untimed'
        ? untimed
        : open - overdue - untimed - dueWithin(cache, { service, at, until: soonUntil });
  }
  return total;
}

/**
 * How many cases a filter has, by kept sums: all that were opened in its time, or, of whatever time of opening, those in
 * a state. Null where no sums say it.
 */
export function totalOf(context: QuestionContext, query: CaseQuery): number | null {
  const { cache } = context;
  const { state, timed, since, until, from, at } = query;
  if (
    query.idPrefix !== undefined ||
    query.idPart !== undefined ||
    query.cells !== undefined ||
    (timed && state !== undefined)
  )
    return null;
  if (state === 'rated') return ratedOf(context, query);
  if (state === 'inTime' || state === 'untimed') return inTimeOf(context, query);
  const says: { within?: Pick; upTo?: Pick } | undefined = state === undefined ? ALL : STATES[state];
  if (says === undefined) return null;
  const kept = cache.meta().stamp?.services ?? [];
  const [start, end] = state === undefined ? [since, until] : [from, at];
  let total = 0;
  for (const service of query.services) {
    const { code } = service;
    const sum = sumOf(query, service);
    const stamp = kept.find(({ id }) => id === code);
    if (sum === null || readFrom(stamp, sum.dim) === null) return null;
    if (firstOpened(cache, code) === null) continue;
    const asked = { service: code, dim: sum.dim };
    const add = (counts: ReadonlyMap<string, Counts>, pick: Pick): void => {
      for (const [key, one] of counts) if (sum.has(key)) total += pick(one);
    };
    const { within, upTo } = says;
    const upToEnd = (): Map<string, Counts> => balanceAt(cache, { ...asked, at: end });
    if (upTo !== undefined) add(upToEnd(), upTo);
    if (within !== undefined)
      add(start > 0 ? between(cache, { ...asked, since: start, until: end }) : upToEnd(), within);
  }
  return total;
}
