import { DAY, SECOND, type Instant } from '../../contract/instants.ts';
import { normalTail } from './laws.ts';
import { limit } from './limit.ts';
import { verdictOf, type Verdict } from './verdict.ts';

/**
 * A screen that reports nothing: seconds since its last report (or since it was due to begin), against a
 * limit. A fact.
 */
export function screenSilent(lastReport: Instant, now: Instant, after: number): Verdict {
  return limit({ value: (now - lastReport) / SECOND, limit: after, usual: 0, side: 'above' });
}

/** What was free on a disk. */
export interface Free {
  readonly at: Instant;
  readonly bytes: number;
}

/** When a disk is full, as far as its trend tells. */
export interface Filling {
  /** Bytes a day that it loses; below 0 where it gains. */
  readonly perDay: number;
  /** Null: not by this trend. */
  readonly fullAt: Instant | null;
  /**
   * Days left, against the days that are too few; p is the chance of such a trend where nothing is written.
   */
  readonly verdict: Verdict;
}

/** Fewer readings than this are no trend. */
const FEWEST = 8;
/** Where nothing fills, so many days are left. */
const NEVER = 36_500;

/**
 * A disk that fills: the median of all slopes between two readings (Sen, J. Am. Stat. Assoc. 63 (1968)
 * 1379-1389), which a log that is cleared now and then does not turn, and Kendall's test of whether there is
 * a trend at all, ties counted (Kendall, Rank Correlation Methods, 1975). `reserve`: bytes that are as good
 * as none. `days`: fewer left than this is too few. Null for fewer than eight readings, or all of one
 * instant.
 */
export function filling(
  free: readonly Free[],
  { reserve, days }: { reserve: number; days: number },
): Filling | null {
  const last = free.at(-1);
  if (last === undefined || free.length < FEWEST) return null;
  const slopes: number[] = [];
  let concordant = 0;
  free.forEach((later, j) => {
    for (const earlier of free.slice(0, j)) {
      if (later.at <= earlier.at) continue;
      slopes.push((earlier.bytes - later.bytes) / ((later.at - earlier.at) / DAY));
      concordant += Math.sign(earlier.bytes - later.bytes);
    }
  });
  if (slopes.length === 0) return null;
  slopes.sort((a, b) => a - b);
  const middle = (slopes.length - 1) / 2;
  const perDay = ((slopes[Math.floor(middle)] ?? 0) + (slopes[Math.ceil(middle)] ?? 0)) / 2;
  const left = perDay > 0 ? Math.min(NEVER, Math.max(0, last.bytes - reserve) / perDay) : NEVER;
  const ties = new Map<number, number>();
  for (const { bytes } of free) ties.set(bytes, (ties.get(bytes) ?? 0) + 1);
  const spread = (n: number): number => n * (n - 1) * (2 * n + 5);
  const variance = [...ties.values()].reduce((sum, n) => sum - spread(n), spread(free.length)) / 18;
  const z = variance > 0 ? (concordant - Math.sign(concordant)) / Math.sqrt(variance) : 0;
  return {
    perDay,
    fullAt: left < NEVER ? last.at + left * DAY : null,
    verdict: verdictOf({ value: left, expected: NEVER, bound: days, side: 'below', p: normalTail(z) }),
  };
}

/** Two clocks read at once, milliseconds: the machine's, and one that only runs forward. */
export interface Clocks {
  readonly wall: Instant;
  readonly steady: number;
}

/**
 * A clock that jumped: the largest step of the machine's clock against the steady one between two readings,
 * seconds, either way. A fact. Null of fewer than two.
 */
export function clockJump(readings: readonly Clocks[], most: number): Verdict | null {
  if (readings.length < 2) return null;
  let value = 0;
  readings.forEach((now, i) => {
    const before = readings[i - 1];
    if (before === undefined) return;
    value = Math.max(value, Math.abs(now.wall - before.wall - (now.steady - before.steady)) / SECOND);
  });
  return limit({ value, limit: most, usual: 0, side: 'above' });
}
