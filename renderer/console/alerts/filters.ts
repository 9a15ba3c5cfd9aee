import type { AlertFilter } from '../../../sync/contract/questions/alerts.ts';

/** Several words of some with one of them taken in or out, in their own order; absent where none is left. */
export function toggledWord<T extends string>(
  some: readonly T[],
  now: readonly T[] | undefined,
  word: T,
): T[] | undefined {
  const on = now?.includes(word) ?? false;
  const next = some.filter((one) => (one === word ? !on : (now?.includes(one) ?? false)));
  return next.length === 0 ? undefined : next;
}

/** A filter without what asks nothing. */
export function only(filter: { [K in keyof AlertFilter]?: AlertFilter[K] | undefined }): AlertFilter {
  const { states, severities, rule, unit, category, area, indicator, owner, atRisk } = filter;
  return {
    ...(states === undefined ? {} : { states }),
    ...(severities === undefined ? {} : { severities }),
    ...(rule === undefined ? {} : { rule }),
    ...(unit === undefined ? {} : { unit }),
    ...(category === undefined ? {} : { category }),
    ...(area === undefined ? {} : { area }),
    ...(indicator === undefined ? {} : { indicator }),
    ...(owner === undefined ? {} : { owner }),
    ...(atRisk === undefined ? {} : { atRisk }),
  };
}
