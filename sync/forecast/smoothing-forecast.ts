import type { Forecast } from './series.ts';
import { smooth, type Smoothed, type Smoothing } from './smoothing.ts';
import { spreadOf } from './spread.ts';

/** How many numbers of a model may be learnt: smoothing parameters and the state it starts in; seasons are bound by their mean. */
export function freedomOf({ form, seasons }: Smoothing): number {
  const trend = form[1] === 'A' ? 2 : 0;
  const damped = form.includes('d') ? 1 : 0;
  return 2 + trend + damped + seasons.length;
}

/** Additive errors: class 1 of Hyndman, Koehler, Ord & Snyder 2008, table 6.1. */
function additive(model: Smoothing, now: Smoothed, variance: number, horizon: number): Forecast {
  const { alpha, beta, gamma, phi } = model;
  const round = now.seasons.length;
  // What the slope has added, and will have by each step, of a slope of one.
  const damped: number[] = [];
  for (let step = 0, power = 1, sum = 0; step < horizon; step++) damped.push((sum += power *= phi));
  const seasonal = (later: number): number => (round > 0 && later % round === 0 ? gamma : 0);
  return {
    mean: damped.map((sum, i) => now.level + sum * now.slope + (now.seasons[i % round] ?? 0)),
    ...spreadOf(Math.sqrt(variance), horizon, (later) =>
      later === 0 ? 1 : alpha + beta * (damped[later - 1] ?? 0) + seasonal(later),
    ),
  };
}

/**
 * Multiplicative errors and seasons without trend: class 3 there (6.4), which has a closed form of normal
 * errors. Errors of sums are taken to first order.
 */
function multiplicative(model: Smoothing, now: Smoothed, variance: number, horizon: number): Forecast {
  const { alpha, gamma } = model;
  const round = now.seasons.length;
  const both =
    1 + (alpha * alpha + gamma * gamma + 4 * alpha * gamma) * variance + 3 * (alpha * gamma * variance) ** 2;
  const mean: number[] = [];
  const sd: number[] = [];
  const sumSd: number[] = [];
  for (let step = 0; step < horizon; step++) {
    const rounds = Math.floor(step / round);
    const plain = now.level * (now.seasons[step % round] ?? 0);
    const expected = plain * (1 + alpha * gamma * variance) ** rounds;
    const square =
      plain ** 2 * (1 + variance) * (1 + alpha ** 2 * variance) ** (step - rounds) * both ** rounds;
    mean.push(expected);
    sd.push(Math.sqrt(Math.max(0, square - expected ** 2)));
    let squares = 0;
    for (let from = 0; from <= step; from++) {
      let moved = 0;
      for (let to = from; to <= step; to++) {
        const weight = to === from ? 1 : alpha + ((to - from) % round === 0 ? gamma : 0);
        moved += weight * (mean[to] ?? 0);
      }
      squares += moved * moved;
    }
    sumSd.push(Math.sqrt(variance * squares));
  }
  return { mean, sd, sumSd };
}

/**
 * What a model says after some values. The variance of its errors is theirs, for as many degrees of freedom
 * as are left; where none are, for one.
 */
export function smoothingForecast(values: readonly number[], model: Smoothing, horizon: number): Forecast {
  const now = smooth(values, model);
  const variance = now.squares / Math.max(1, values.length - freedomOf(model));
  return model.form === 'MNM'
    ? multiplicative(model, now, variance, horizon)
    : additive(model, now, variance, horizon);
}
