import { betaTail } from '../../alerts/detect/laws.ts';
import { crossing } from './crossing.ts';

/**
 * How many of so many have something, by chance: exact, of the binomial law, for any number of cases from one on. Between whole counts
 * the incomplete beta function goes on where the law has steps, so that limits and intervals are smooth curves that are exact at every
 * count that there can be. Pure.
 */

/** A share, and what it is of: `count` of `of` cases, 0 <= count <= of. */
export interface Counted {
  readonly count: number;
  readonly of: number;
}

/** From where to where. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

/** P(X >= count) of `of` independent cases that each have a chance of `share`. */
export function binomialUpper({ count, of }: Counted, share: number): number {
  if (count <= 0) return 1;
  return count > of ? 0 : betaTail(share, count, of - count + 1);
}

/** P(X <= count), as {@link binomialUpper}; the lower tail by itself, so that what is all but impossible is not lost in 1 - P. */
export function binomialLower({ count, of }: Counted, share: number): number {
  if (count >= of) return 1;
  return count < 0 ? 0 : betaTail(1 - share, of - count, count + 1);
}

/** So much of a share, and so much of a case, is no difference. */
const CLOSE = { share: 1e-7, count: 1e-4 };

/**
 * The chance, two-sided, of a share so far from `share`: twice the tail on its side, at most 1. It is at or below a level exactly where
 * the {@link interval} of that level leaves `share` out, and where the count is on or beyond the {@link funnelLimits} of that level.
 */
export function chanceOf(counted: Counted, share: number): number {
  const above = counted.count > counted.of * share;
  return Math.min(1, 2 * (above ? binomialUpper : binomialLower)(counted, share));
}

/**
 * The interval of a share, 0 to 1, that misses it with a chance of at most `level` (two-sided, 0 to 1), however few cases there are
 * (Clopper and Pearson, Biometrika 26 (1934) 404-413). All or nothing of some cases has an interval too; of no cases it is everything.
 */
export function interval({ count, of }: Counted, level: number): Span {
  const half = level / 2;
  return {
    low: count <= 0 ? 0 : crossing((p) => binomialUpper({ count, of }, p) - half, [0, 1], CLOSE.share),
    high: count >= of ? 1 : crossing((p) => half - binomialLower({ count, of }, p), [0, 1], CLOSE.share),
  };
}

/** The shares between which `of` cases stay by chance; null where no count is so seldom on that side. */
export interface Limits {
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * The control limits of a funnel plot at a size of `of` cases around a share of `target` (Spiegelhalter, Statistics in Medicine 24
 * (2005) 1185-1202, section 3.1 and appendix A.1): what is on or beyond them has a chance of at most `level`, two-sided. His appendix
 * puts them between two counts by a straight line; here it is the law's own curve, so that a dot is beyond the line exactly where its
 * tail says so. 95 % limits are of level 0.05, 99.8 % limits of 0.002.
 */
export function funnelLimits(target: number, of: number, level: number): Limits {
  // Where nobody is late, one is too many; where all are, one that is not is too few.
  if (target <= 0) return { low: null, high: 0 };
  if (target >= 1) return { low: 1, high: null };
  const half = level / 2;
  const high = (count: number): number => half - binomialUpper({ count, of }, target);
  const low = (count: number): number => binomialLower({ count, of }, target) - half;
  return {
    low: low(0) > 0 ? null : crossing(low, [0, of], CLOSE.count) / of,
    high: high(of) < 0 ? null : crossing(high, [0, of], CLOSE.count) / of,
  };
}
