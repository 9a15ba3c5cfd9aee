import { backtest, maseOf, originsOf, scaleOf } from './backtest.ts';
import { coverageOf, stretchOf } from './calibration.ts';
import { learn, type MethodName } from './methods.ts';
import { TENTH } from './normal.ts';
import type { Series } from './series.ts';

/** One value that is to come, with the bounds that hold it with a chance of 80 %. */
export interface Point {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** What is said of a series' future: a forecast and how good such forecasts were, or why there is none. */
export type Outcome =
  | {
      readonly ok: true;
      readonly method: MethodName;
      readonly points: readonly Point[];
      /** All points added up: the mean and standard deviation of their sum. */
      readonly sum: { readonly mean: number; readonly sd: number };
      readonly error: {
        /** Mean absolute scaled errors in the backtest, of the method and of the two simplest. */
        readonly mase: number;
        readonly naive: number;
        /** Null where there are no seasons. */
        readonly seasonalNaive: number | null;
        /** The share of values that intervals of 80 % held. */
        readonly coverage: number;
        /** From how many ends of history it was tried. */
        readonly origins: number;
      };
    }
  | {
      readonly ok: false;
      /** Too few values, or values missing among them. */
      readonly why: 'tooShort' | 'gaps';
      /** Values there are, and how many it takes. */
      readonly have: number;
      readonly need: number;
    };

/** The fewest values that are forecast from: two and a half rounds of the seasons, and eight in any case. */
export function needOf(season: number): number {
  return Math.max(8, Math.ceil(2.5 * season));
}

/** How many of the newest values count: what was ten years of months ago says nothing of today. */
const LONGEST = 120;

/** The fewest values that the backtest learns from: what every method needs, and of seasons a round and three values. */
const FEWEST = 5;

/** Methods that are taken unless another is better by so much: in so few trials, a hair is chance. */
const PLAIN: readonly MethodName[] = ['naive', 'seasonalNaive', 'mean'];
const HAIR = 0.05;

function bestOf(mases: ReadonlyMap<MethodName, number>): readonly [MethodName, number] | undefined {
  const judged = ([name, mase]: readonly [MethodName, number]): number =>
    PLAIN.includes(name) ? mase * (1 - HAIR) : mase;
  return [...mases].sort((a, b) => judged(a) - judged(b))[0];
}

/**
 * Forecasts with the method that did best in the series' own past, its intervals as wide as its errors there
 * were. Throws a RangeError where `horizon` is not 1 or more whole steps.
 */
export function forecastSeries(series: Series, horizon: number): Outcome {
  if (!Number.isInteger(horizon) || horizon < 1) throw new RangeError(`no horizon: ${horizon}`);
  const { season } = series;
  const need = needOf(season);
  const have = series.values.length;
  const known = series.values.filter((value) => Number.isFinite(value)).length;
  if (known < have) return { ok: false, why: 'gaps', have: known, need: have };
  if (have < need) return { ok: false, why: 'tooShort', have, need };
  const recent = { values: series.values.slice(-LONGEST), season };
  const origins = originsOf(recent.values.length, Math.max(FEWEST, season + 3));
  const scale = scaleOf(recent);
  // Even where only the next step is asked for, a whole round tells the methods apart.
  const trials = backtest(recent, origins, Math.max(horizon, season));
  const mases = new Map([...trials].map(([name, trial]) => [name, maseOf(trial, scale)]));
  const [method = 'naive', mase = 0] = bestOf(mases) ?? [];
  const trial = trials.get(method) ?? [];
  const forecast = learn(recent).get(method)?.(recent.values, horizon);
  if (forecast === undefined) return { ok: false, why: 'tooShort', have, need };
  const { sd, sumSd } = forecast;
  // What was never below nothing is not expected there; bounds stay as far to either side as the chance has it.
  const floor = Math.min(...recent.values) >= 0 ? 0 : -Infinity;
  const mean = forecast.mean.map((value) => Math.max(floor, value));
  const stretch = stretchOf(trial.map((one) => one.ratios));
  // Sums from origins nearby are of much the same values, so a few that went well prove little: a sum is not
  // taken to be known better than its parts.
  const sumStretch = Math.max(stretch, stretchOf(trial.map((one) => one.sumRatios)));
  return {
    ok: true,
    method,
    points: mean.map((value, i) => {
      const reach = TENTH * stretch * (sd[i] ?? 0);
      return { mean: value, low: value - reach, high: value + reach };
    }),
    sum: { mean: mean.reduce((a, b) => a + b, 0), sd: sumStretch * (sumSd.at(-1) ?? 0) },
    error: {
      mase,
      naive: mases.get('naive') ?? mase,
      seasonalNaive: mases.get('seasonalNaive') ?? null,
      coverage: coverageOf(trial),
      origins: origins.length,
    },
  };
}
