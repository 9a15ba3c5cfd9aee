import { parsePeriod } from '../../sync/contract/periods.ts';

/** A value by the month that its period ends in, 1 to 12. */
export interface OfMonth {
  month: number;
  value: number;
}

/** One year of what is counted from New Year on; the months in order. */
export interface Year {
  year: number;
  values: readonly OfMonth[];
}

/**
 * Values that begin from nothing at each New Year, by year, the newest first: drawn one after the other they are the teeth of a
 * saw, over each other they say whether this year is ahead of the last.
 */
export function yearsOf(values: readonly { period: string; value: number }[]): Year[] {
  const byYear = Map.groupBy(
    values.map(({ period, value }) => ({ ...parsePeriod(period), value })),
    ({ year }) => year,
  );
  return [...byYear]
    .map(([year, of]) => ({
      year,
      values: of
        .map(({ to, value }) => ({ month: Number(to.slice(5, 7)), value }))
        .sort((a, b) => a.month - b.month),
    }))
    .sort((a, b) => b.year - a.year);
}

/** Whether values of a period begin anew at New Year: what is told to date, or grows towards a plan of its year. */
export const beginsAtNewYear = (period: string, restarts: boolean): boolean => {
  const { kind } = parsePeriod(period);
  return kind === 'cumulative' || (restarts && (kind === 'month' || kind === 'quarter'));
};
