/** Counts of one series, a step each, oldest first, none left out. */
export interface Series {
  readonly counts: readonly number[];
  /** Steps in a year: 52 weeks, 12 months, 365 days. */
  readonly perYear: 52 | 12 | 365;
  /**
   * The day the first step begins, days since 1970-01-01. Null: dates are not known, and a year is `perYear`
   * steps, which drifts by a day and a quarter a year.
   */
  readonly firstDay: number | null;
}

const DAY = 86_400_000;

/** The day on which a step begins, days since 1970-01-01; its index where dates are not known. */
export function dayOf({ perYear, firstDay }: Series, at: number): number {
  if (firstDay === null) return at;
  if (perYear !== 12) return firstDay + at * (perYear === 52 ? 7 : 1);
  const first = new Date(firstDay * DAY);
  return Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + at, first.getUTCDate()) / DAY;
}

/**
 * The step that begins nearest the same date some years earlier, on the same weekday where steps are weeks.
 * May be below 0.
 */
export function yearsBefore(series: Series, at: number, years: number): number {
  const { perYear, firstDay } = series;
  if (firstDay === null || perYear === 12) return at - perYear * years;
  const day = dayOf(series, at);
  const now = new Date(day * DAY);
  const then = Date.UTC(now.getUTCFullYear() - years, now.getUTCMonth(), now.getUTCDate()) / DAY;
  return at + Math.round((then - day) / (perYear === 52 ? 7 : 1));
}

/** Too few cases lately to mark anything: fewer than `cases` in the last `steps`, this one among them. */
export interface Least {
  readonly cases: number;
  readonly steps: number;
}

/** Whether a series had enough cases lately. */
export function isEnough({ counts }: Series, at: number, { cases, steps }: Least): boolean {
  const lately = counts.slice(Math.max(0, at - steps + 1), at + 1);
  return lately.reduce((sum, count) => sum + count, 0) >= cases;
}
