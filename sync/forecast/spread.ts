/** The standard deviations of errors of single values, and of sums of the first ones. */
interface Spread {
  readonly sd: readonly number[];
  readonly sumSd: readonly number[];
}

/**
 * How far a linear method's forecasts may be off. `sigma` is the standard deviation of its one-step errors;
 * `response(j)` what one such error still does to the value `j` steps later (`response(0)` is 1). Errors of
 * several steps are sums of these (Hyndman, Koehler, Ord & Snyder 2008, chapter 6), and so are errors of sums,
 * in which single values are off together.
 */
export function spreadOf(sigma: number, horizon: number, response: (later: number) => number): Spread {
  const sd: number[] = [];
  const sumSd: number[] = [];
  let squares = 0;
  let reached = 0;
  let reachedSquares = 0;
  for (let later = 0; later < horizon; later++) {
    const one = response(later);
    squares += one * one;
    reached += one;
    reachedSquares += reached * reached;
    sd.push(sigma * Math.sqrt(squares));
    sumSd.push(sigma * Math.sqrt(reachedSquares));
  }
  return { sd, sumSd };
}

/** The root of the mean square; 0 of none. */
export function rootMeanSquare(values: readonly number[]): number {
  if (values.length === 0) return 0;
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}
