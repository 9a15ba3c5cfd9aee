/** Counts of one series, a week each (or another step of which `perYear` make a year), oldest first. */
export interface Series {
  readonly counts: readonly number[];
  /** Steps in a year: 52 for weeks, 12 for months, 365 for days. */
  readonly perYear: number;
}
