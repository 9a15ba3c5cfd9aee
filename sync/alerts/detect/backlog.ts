import { predicted } from './predicted.ts';
import { studentQuantile, studentTail } from './laws.ts';
import { verdictOf, type Verdict } from './verdict.ts';

/** Open cases at the end of each day, oldest first, no day left out; the last is now. */
export interface Backlog {
  readonly open: readonly number[];
  /** Cases that come on a usual day: what chance alone scatters. */
  readonly perDay: number;
}

export interface BacklogOptions {
  /** Days over which growth is measured; whole weeks keep the weekdays even. */
  readonly days: number;
  /** The chance, one-sided, beyond which growth is marked. */
  readonly alpha: number;
}

/** By how much a backlog grew in stretches that do not overlap, the newest first. */
function growths(open: readonly number[], days: number): number[] {
  const found: number[] = [];
  for (let until = open.length - 1; until - days >= 0; until -= days)
    found.push((open[until] ?? 0) - (open[until - days] ?? 0));
  return found;
}

/**
 * A queue that is kept in hand may not scatter at all: the least taken for possible is what chance brings in
 * one day.
 */
const least = (perDay: number): number => Math.sqrt(Math.max(1, perDay));

/**
 * A jump: the growth over the last days against earlier growths. Cases. A backlog is a sum, its levels are no
 * independent values, but its growths over whole weeks nearly are. Null where fewer than three earlier
 * stretches are held.
 */
export function jump({ open, perDay }: Backlog, { days, alpha }: BacklogOptions): Verdict | null {
  const [now, ...earlier] = growths(open, days);
  return now === undefined
    ? null
    : predicted(now, earlier, { side: 'above', alpha, leastDeviation: least(perDay) });
}

/**
 * A drift: the mean growth over `days`, of all stretches held, against none at all and their own scatter
 * (Student's test of one mean). It finds what grows a little every week, which no week shows. Cases in
 * `days`. Null where fewer than four stretches are held.
 */
export function drift({ open, perDay }: Backlog, { days, alpha }: BacklogOptions): Verdict | null {
  const all = growths(open, days);
  const n = all.length;
  if (n < 4) return null;
  const mean = all.reduce((sum, one) => sum + one, 0) / n;
  const variance = all.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (n - 1);
  const width = Math.max(Math.sqrt(variance), least(perDay)) / Math.sqrt(n);
  return verdictOf({
    ...{ value: mean, expected: 0, side: 'above' },
    ...{ bound: studentQuantile(1 - alpha, n - 1) * width, p: studentTail(mean / width, n - 1) },
  });
}
