import type { Method } from './series.ts';
import { rootMeanSquare, spreadOf } from './spread.ts';

/**
 * The value of the same season a round ago: last year's month, last week's day (Hyndman & Athanasopoulos,
 * Forecasting: Principles and Practice, 3rd edition 2021, 5.2). Needs seasons, and two values of one of them.
 */
export const seasonalNaive: Method = ({ values, season }) => {
  if (season < 2 || values.length <= season) return null;
  const sigma = rootMeanSquare(values.slice(season).map((value, i) => value - (values[i] ?? 0)));
  return (known, horizon) => {
    const round = known.slice(-season);
    return {
      mean: Array.from({ length: horizon }, (_, i) => round[i % season] ?? 0),
      ...spreadOf(sigma, horizon, (later) => (later % season === 0 ? 1 : 0)),
    };
  };
};
