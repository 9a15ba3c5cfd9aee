import { decompose } from './decompose.ts';
import { lineThrough } from './line.ts';
import { least } from './nelder-mead.ts';
import type { Method, Series } from './series.ts';
import { freedomOf, smoothingForecast } from './smoothing-forecast.ts';
import { smooth, type Form, type Smoothing } from './smoothing.ts';

/** Bounds of the smoothing parameters, and of how much of a slope is left a step later, as R's `ets` has them. */
const LEAST = 1e-4;
const MOST = 0.9999;
const DAMPED = { least: 0.8, most: 0.98 };
/** Enough to come near: the criterion is flat about its least, and a forecast has to be made within a frame. */
const EVALUATIONS = 100;

/** What is tried: without seasons, with seasons, and of values above nothing alone. */
const PLAIN: readonly Form[] = ['ANN', 'AAdN'];
const SEASONAL: readonly Form[] = ['ANA', 'AAdA'];
const POSITIVE: readonly Form[] = ['MNM'];

/** Where learning starts: seasons by decomposition, level and slope by the line through the first values without them. */
function startOf({ values, season }: Series, form: Form): Smoothing {
  const seasonal = !form.endsWith('N');
  const multiplied = form === 'MNM';
  const seasons = seasonal ? decompose(values, season, multiplied ? 'multiplicative' : 'additive') : [];
  const first = values.slice(0, Math.max(10, seasonal ? 2 * season : 0)).map((value, i) => {
    const part = seasons[i % seasons.length] ?? (multiplied ? 1 : 0);
    return multiplied ? value / part : value - part;
  });
  const trend = form[1] === 'A';
  const mean = first.reduce((a, b) => a + b, 0) / first.length;
  const line = lineThrough(first);
  return {
    ...{ form, seasons, alpha: seasonal ? 0.1 : 0.2 },
    beta: trend ? 0.02 : 0,
    gamma: seasonal ? 0.05 : 0,
    phi: form.includes('d') ? 0.97 : 1,
    level: trend ? line.height - line.slope : mean,
    slope: trend ? line.slope : 0,
  };
}

function isWithin({ form, alpha, beta, gamma, phi }: Smoothing): boolean {
  if (alpha < LEAST || alpha > MOST) return false;
  if (form[1] === 'A' && (beta < LEAST || beta > alpha)) return false;
  if (!form.endsWith('N') && (gamma < LEAST || gamma > 1 - alpha)) return false;
  return !form.includes('d') || (phi >= DAMPED.least && phi <= DAMPED.most);
}

/** The likeliest model of a form: everything is learnt but the seasons it starts with. */
function learnt(series: Series, form: Form): Smoothing {
  const { values } = series;
  const start = startOf(series, form);
  // Level and slope are moved in steps that fit the values.
  const unit = Math.sqrt(smooth(values, start).meanSquare) || 1;
  const keys = [
    'alpha' as const,
    ...(form[1] === 'A' ? (['beta'] as const) : []),
    ...(form.endsWith('N') ? [] : (['gamma'] as const)),
    ...(form.includes('d') ? (['phi'] as const) : []),
  ];
  const modelAt = (at: readonly number[]): Smoothing => {
    const level = start.level + unit * (at[keys.length] ?? 0);
    const slope = start.slope + 0.1 * unit * (at[keys.length + 1] ?? 0);
    const model = { ...start, level, slope };
    keys.forEach((key, i) => (model[key] = at[i] ?? 0));
    return model;
  };
  const objective = (at: readonly number[]): number => {
    const model = modelAt(at);
    return isWithin(model) ? smooth(values, model).unlikelihood : Infinity;
  };
  const first = [...keys.map((key) => start[key]), 0, ...(form[1] === 'A' ? [0] : [])];
  return modelAt(least(objective, first, EVALUATIONS));
}

/** Akaike's criterion corrected for few values: how unlikely the values are, and how much was learnt to make them likelier. */
function criterion(values: readonly number[], model: Smoothing): number {
  const learntNumbers = freedomOf(model) + 1;
  const left = values.length - learntNumbers - 1;
  if (left <= 0) return Infinity;
  const { unlikelihood } = smooth(values, model);
  return unlikelihood + 2 * learntNumbers + (2 * learntNumbers * (learntNumbers + 1)) / left;
}

function formsFor({ values, season }: Series): readonly Form[] {
  if (season < 2 || values.length < 2 * season + 2) return PLAIN;
  return [...PLAIN, ...SEASONAL, ...(values.every((value) => value > 0) ? POSITIVE : [])];
}

/**
 * Exponential smoothing in state-space form (Hyndman, Koehler, Ord & Snyder, Forecasting with Exponential
 * Smoothing, 2008): of a few forms, the one that tells most for what it had to learn (their chapter 7). A
 * trend is always damped (Gardner & McKenzie, Forecasting trends in time series, 1985). Needs five values.
 */
export const ets: Method = (series) => {
  let best: { model: Smoothing; value: number } | undefined;
  for (const form of formsFor(series)) {
    const model = learnt(series, form);
    const value = criterion(series.values, model);
    if (value < (best?.value ?? Infinity)) best = { model, value };
  }
  if (best === undefined) return null;
  const { model } = best;
  return (known, horizon) => smoothingForecast(known, model, horizon);
};
