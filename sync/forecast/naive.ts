import type { Method } from './series.ts';
import { rootMeanSquare, spreadOf } from './spread.ts';

/**
 * The last value goes on: best of a random walk, and what any other method has to beat (Hyndman &
 * Athanasopoulos, Forecasting: Principles and Practice, 3rd edition 2021, 5.2). Needs two values.
 */
export const naive: Method = ({ values }) => {
  if (values.length < 2) return null;
  const sigma = rootMeanSquare(values.slice(1).map((value, i) => value - (values[i] ?? 0)));
  return (known, horizon) => ({
    mean: new Array<number>(horizon).fill(known.at(-1) ?? 0),
    ...spreadOf(sigma, horizon, () => 1),
  });
};
