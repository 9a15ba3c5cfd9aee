import type { Around } from './circles.ts';

/**
 * ln of (c/mu)^c · ((C-c)/(C-mu))^(C-c); 0 where not more than expected were seen. Cases `c`, expected `mu`,
 * in all `C`.
 */
export function logRatio(count: number, expected: number, total: number): number {
  if (count <= expected) return 0;
  const rest = total - count;
  return count * Math.log(count / expected) + (rest > 0 ? rest * Math.log(rest / (total - expected)) : 0);
}

/** Circles about one place, and the cases within its first k + 1 places over all steps. */
export interface Circles extends Around {
  readonly within: Int32Array;
}

/** What no shuffle changes. */
export interface Frame {
  readonly total: number;
  readonly longest: number;
  /** The share of all cases that the last l + 1 steps hold, and its logarithm. */
  readonly rates: Float64Array;
  readonly logRates: Float64Array;
  /** Logarithms of whole numbers up to `total`. */
  readonly logs: Float64Array;
}

/** The late cases of each place. */
export interface Late {
  /** In the last l + 1 steps, at `place * longest + l`. */
  readonly counts: Int32Array;
  /** How many steps ago the newest was; `longest` where none is so late. */
  readonly newest: Int32Array;
}

/** The best cylinder of one place. */
interface Best {
  readonly statistic: number;
  readonly count: number;
  readonly expected: number;
  /** How many of its nearest places, and of the last steps, less one. */
  readonly reach: number;
  readonly length: number;
}

/**
 * The best cylinder about one centre. A cylinder is worked out in full only where it may beat `least`: from
 * ln(1 - x) <= -x the statistic is at most c ln(c/mu) - (C-c)(c-mu)/(C-mu), whose logarithms are of whole
 * numbers and looked up. A place without a late case, and a length in which nothing was added, only expect
 * more, and are passed by.
 */
export function bestAbout(
  frame: Frame,
  circle: Circles,
  { counts, newest }: Late,
  least: number,
  sums: Int32Array,
): Best | null {
  const { total, longest, rates, logRates, logs } = frame;
  const { places, reaches } = circle;
  let found: Best | null = null;
  let beat = least;
  let k = 0;
  sums.fill(0);
  for (const reach of reaches) {
    let from = longest;
    for (; k < reach; k++) {
      const place = places[k] ?? 0;
      const first = newest[place] ?? longest;
      if (first < from) from = first;
      for (let l = first, at = place * longest; l < longest; l++)
        sums[l] = (sums[l] ?? 0) + (counts[at + l] ?? 0);
    }
    if (from === longest) continue;
    const inside = circle.within[reach - 1] ?? 0;
    const about = logs[inside] ?? 0;
    for (let l = from; l < longest; l++) {
      const count = sums[l] ?? 0;
      const expected = inside * (rates[l] ?? 0);
      if (count <= expected) continue;
      const most =
        count * ((logs[count] ?? 0) - about - (logRates[l] ?? 0)) -
        ((total - count) * (count - expected)) / (total - expected);
      if (most <= beat) continue;
      const statistic = logRatio(count, expected, total);
      if (statistic <= beat) continue;
      beat = statistic;
      found = { statistic, count, expected, reach, length: l };
    }
  }
  return found;
}

/** Counts the late cases anew: `backs` is how many steps ago each was, `where` the place of each, in as many of its first. */
export function countLate(
  { longest }: Frame,
  where: Int32Array,
  backs: Int32Array,
  { counts, newest }: Late,
): void {
  counts.fill(0);
  for (let i = 0; i < backs.length; i++) {
    const at = (where[i] ?? 0) * longest + (backs[i] ?? 0);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  for (let place = 0; place < newest.length; place++) {
    let [sum, first] = [0, longest];
    for (let l = 0, at = place * longest; l < longest; l++, at++) {
      sum += counts[at] ?? 0;
      counts[at] = sum;
      if (sum > 0 && first === longest) first = l;
    }
    newest[place] = first;
  }
}
