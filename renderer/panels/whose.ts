import type { Panel } from '../../sync/contract/boards.ts';

/** Whose cases a panel's question is about, as a filter of cases: of one category, unit or area, or of all. */
export function whoseOf({ question }: Panel): { category?: string; unit?: string; area?: string } {
  const { category, unit, area } = question.params;
  return {
    ...(typeof category === 'string' ? { category } : {}),
    ...(typeof unit === 'string' ? { unit } : {}),
    ...(typeof area === 'string' ? { area } : {}),
  };
}
