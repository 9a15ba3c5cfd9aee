import { learn, type MethodName } from './methods.ts';
import type { Fitted, Series } from './series.ts';

/** At most so many origins are tried, spread over the history. */
const MOST_ORIGINS = 24;
/** What was learnt of a series is used at so many origins before it is learnt anew. */
const REFIT = 6;

/** How one method did at one origin, step by step. */
interface Tried {
  /** Forecast errors. */
  readonly errors: readonly number[];
  /** Sizes of errors in the method's own standard deviations; where it knew of no deviation, there is none. */
  readonly ratios: readonly number[];
  /** The same of sums of all values from the first on, to the middle of the horizon and beyond. */
  readonly sumRatios: readonly number[];
}

/** What became of one method from every origin. */
export type Trial = readonly Tried[];

/**
 * The ends of history that are forecast from: the newest is one value before the end, the oldest leaves
 * `least` values to learn from. Oldest first.
 */
export function originsOf(length: number, least: number): number[] {
  const stride = Math.ceil((length - least) / MOST_ORIGINS);
  const origins: number[] = [];
  for (let origin = length - 1; origin >= least; origin -= stride) origins.unshift(origin);
  return origins;
}

function triedAt(fitted: Fitted, known: readonly number[], actual: readonly number[]): Tried {
  const { mean, sd, sumSd } = fitted(known, actual.length);
  const errors = actual.map((value, i) => value - (mean[i] ?? 0));
  const ratio = (error: number, deviation = 0): number[] =>
    deviation > 0 ? [Math.abs(error) / deviation] : error === 0 ? [0] : [];
  let sum = 0;
  const sums = errors.map((error) => (sum += error));
  const from = Math.floor(sums.length / 2);
  return {
    errors,
    ratios: errors.flatMap((error, i) => ratio(error, sd[i])),
    sumRatios: sums.slice(from).flatMap((error, i) => ratio(error, sumSd[i + from])),
  };
}

/**
 * Forecasts with a rolling origin (Tashman, Out-of-sample tests of forecasting accuracy, 2000): from each
 * origin by what was known there, up to `horizon` steps as far as the history goes. Methods that could not be
 * used at one of them are left out.
 */
export function backtest(
  { values, season }: Series,
  origins: readonly number[],
  horizon: number,
): ReadonlyMap<MethodName, Trial> {
  const trials = new Map<MethodName, Tried[]>();
  let fitted: ReadonlyMap<MethodName, Fitted> = new Map();
  for (const [i, origin] of origins.entries()) {
    const known = values.slice(0, origin);
    if (i % REFIT === 0) fitted = learn({ values: known, season });
    for (const [name, one] of fitted) {
      const tried = triedAt(one, known, values.slice(origin, origin + horizon));
      trials.set(name, [...(trials.get(name) ?? []), tried]);
    }
  }
  return new Map([...trials].filter(([, trial]) => trial.length === origins.length));
}

function meanStep(values: readonly number[], lag: number): number {
  const later = values.slice(lag);
  return later.reduce((sum, value, i) => sum + Math.abs(value - (values[i] ?? 0)), 0) / later.length;
}

/**
 * What errors are measured by: the mean size of the errors of the seasonal naive method over the history
 * (Hyndman & Koehler, Another look at measures of forecast accuracy, 2006). Where it never erred, that of the
 * naive one; of values that never changed, 1. Needs more values than a round of the seasons.
 */
export function scaleOf({ values, season }: Series): number {
  return meanStep(values, season) || meanStep(values, 1) || 1;
}

/** The mean absolute scaled error of a trial: 1 is as far off as the (seasonal) naive method is by one step. */
export function maseOf(trial: Trial, scale: number): number {
  const errors = trial.flatMap((one) => one.errors);
  return errors.reduce((sum, error) => sum + Math.abs(error), 0) / errors.length / scale;
}
