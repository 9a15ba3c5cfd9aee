import type { Trial } from './backtest.ts';
import { TENTH } from './normal.ts';

/** The share of values that an interval is to hold. */
const SHARE = 0.8;

/** The value that a share of some lie at or below. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length, Math.ceil(sorted.length * share)) - 1] ?? TENTH;
}

/**
 * What a method's own standard deviations are to be multiplied by, so that its intervals hold the share they
 * claim, by the errors it made at its origins: split conformal prediction with normalised errors (Lei,
 * G'Sell, Rinaldo, Tibshirani & Wasserman, Distribution-free predictive inference for regression, 2018).
 * Errors from one origin are not independent, so the correction for few of them counts origins. 1 where
 * nothing is known.
 */
export function stretchOf(ratios: readonly (readonly number[])[]): number {
  return quantile(ratios.flat(), SHARE * (1 + 1 / ratios.length)) / TENTH;
}

/** The share of a trial's values within their intervals, each origin's stretched by what the others say. */
export function coverageOf(trial: Trial): number {
  let within = 0;
  let all = 0;
  for (const [i, { ratios }] of trial.entries()) {
    const stretch = stretchOf(trial.flatMap((one, j) => (i === j ? [] : [one.ratios])));
    within += ratios.filter((ratio) => ratio <= TENTH * stretch).length;
    all += ratios.length;
  }
  return all === 0 ? 1 : within / all;
}
