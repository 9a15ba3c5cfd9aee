import type { Data } from '../../../sync/contract/questions/index.ts';

export type TriedDay = Data<'trial'>;

/** What a rule would have raised over the days that were tried. */
export interface TrialSums {
  days: number;
  /** Days on which it could not be looked at. */
  blind: number;
  looks: number;
  raised: number;
  /** A day, over the days that it saw; null where it saw none. */
  perDay: number | null;
  /** Alerts that are told of one by one: a day tells some of many. */
  rows: readonly TriedDay['rows'][number][];
  /** Of those told of: that lasted as long as is asked for, or are still there. */
  lasted: number;
  worst: { day: string; raised: number } | null;
}

/** Sums days that were tried. An alert `lasted` where it was there for so many milliseconds, or had not ended by the end of its day. */
export function sumsOf(days: readonly TriedDay[], lasting: number): TrialSums {
  const seen = days.filter(({ blind }) => blind === null);
  const raised = seen.reduce((sum, day) => sum + day.raised, 0);
  const rows = days.flatMap((day) => day.rows).toSorted((a, b) => b.at - a.at);
  const [worst] = seen.toSorted((a, b) => b.raised - a.raised);
  return {
    days: days.length,
    blind: days.length - seen.length,
    looks: seen.reduce((sum, day) => sum + day.looks, 0),
    raised,
    perDay: seen.length === 0 ? null : raised / seen.length,
    rows,
    lasted: rows.filter(({ at, until }) => until === null || until - at >= lasting).length,
    worst: worst === undefined || worst.raised === 0 ? null : { day: worst.day, raised: worst.raised },
  };
}

/** So many whole local days before the one of `today`, the oldest first; days are written `2026-11-29`. */
export function daysBefore(today: string, n: number): string[] {
  const start = Date.parse(`${today}T00:00:00Z`);
  return Array.from({ length: n }, (_, i) =>
    new Date(start - (n - i) * 86_400_000).toISOString().slice(0, 10),
  );
}
