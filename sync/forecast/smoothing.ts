/**
 * The forms of exponential smoothing there are here, by error, trend and season: none, additive, additive
 * and damped, multiplicative.
 */
export const FORMS = ['ANN', 'AAN', 'AAdN', 'ANA', 'AAA', 'AAdA', 'MNM'] as const;
export type Form = (typeof FORMS)[number];

/** What describes one model wholly: its form, what it learns by, and the state it starts in. */
export interface Smoothing {
  readonly form: Form;
  /** How much of an error the level takes over, 0 to 1. */
  readonly alpha: number;
  /** The same of the slope, at most alpha; 0 without a trend. */
  readonly beta: number;
  /** The same of the seasons, at most 1 - alpha; 0 without seasons. */
  readonly gamma: number;
  /** What is left of the slope a step later; 1 where it is not damped. */
  readonly phi: number;
  readonly level: number;
  readonly slope: number;
  /** What each season adds, or for MNM multiplies by, the next one first; empty without seasons. */
  readonly seasons: readonly number[];
}

/** Where a model has come to after some values, and how well it told each of them. */
export interface Smoothed {
  readonly level: number;
  readonly slope: number;
  readonly seasons: readonly number[];
  /** The sum of squares of one-step errors: relative ones for MNM. */
  readonly squares: number;
  /** Twice the negative logarithm of the likelihood, but for a constant. */
  readonly unlikelihood: number;
  /** The mean square of one-step errors, in the values' own measure. */
  readonly meanSquare: number;
}

/** Smooths values by a model (Hyndman, Koehler, Ord & Snyder, Forecasting with Exponential Smoothing, 2008, 2.5). */
export function smooth(values: readonly number[], model: Smoothing): Smoothed {
  const { alpha, beta, gamma, phi } = model;
  const round = model.seasons.length;
  const multiplied = model.form === 'MNM';
  const seasons = [...model.seasons];
  let { level, slope } = model;
  let squares = 0;
  let relativeSquares = 0;
  let logs = 0;
  let next = 0;
  for (const value of values) {
    const season = round === 0 ? 0 : (seasons[next] ?? 0);
    const expected = level + phi * slope;
    const told = multiplied ? expected * season : expected + season;
    const error = value - told;
    squares += error * error;
    if (multiplied) {
      const relative = error / told;
      relativeSquares += relative * relative;
      logs += Math.log(Math.abs(told));
      level = expected * (1 + alpha * relative);
      seasons[next] = season * (1 + gamma * relative);
    } else {
      level = expected + alpha * error;
      slope = phi * slope + beta * error;
      if (round > 0) seasons[next] = season + gamma * error;
    }
    next = next + 1 >= round ? 0 : next + 1;
  }
  const own = multiplied ? relativeSquares : squares;
  return {
    ...{ level, slope, squares: own, meanSquare: squares / values.length },
    seasons: [...seasons.slice(next), ...seasons.slice(0, next)],
    unlikelihood: values.length * Math.log(Math.max(own, Number.MIN_VALUE)) + 2 * logs,
  };
}
