import type { Trial } from './backtest.ts';
import { TENTH } from './normal.ts';

/** The share of values that an interval is to hold. */
const SHARE = 0.8;

/** The value that a share of some lie at or below. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length, Math.ceil(sorted.length * share)) - 1] ?? TENTH;
}

/** Of so many origins one is worth an independent observation: their stretches overlap, and the method was chosen by them. */
const ORIGINS_AN_OBSERVATION = 3;

/**
 * By how much wider an interval of 80 % is where its width is known with so many degrees of freedom alone:
 * Student's deviate as a multiple of the normal one (Abramowitz & Stegun, Handbook of Mathematical Functions,
 * 26.7.5).
 */
export function caution(freedom: number): number {
  const z = TENTH;
  const first = (z ** 2 + 1) / 4;
  const second = (5 * z ** 4 + 16 * z ** 2 + 3) / 96;
  const third = (3 * z ** 6 + 19 * z ** 4 + 17 * z ** 2 - 15) / 384;
  return 1 + first / freedom + second / freedom ** 2 + third / freedom ** 3;
}

/**
 * What a method's own standard deviations are to be multiplied by, so that its intervals hold the share they
 * claim, by the errors it made at its origins: split conformal prediction with normalised errors (Lei,
 * G'Sell, Rinaldo, Tibshirani & Wasserman, Distribution-free predictive inference for regression, 2018), with
 * Student's caution where there are few. 1 where nothing is known.
 */
export function stretchOf(ratios: readonly (readonly number[])[]): number {
  if (ratios.length === 0) return 1;
  const independent = Math.max(1, ratios.length / ORIGINS_AN_OBSERVATION);
  return (quantile(ratios.flat(), SHARE) / TENTH) * caution(independent);
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
