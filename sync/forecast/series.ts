/** Values at equal distances, the oldest first, and how many of them make one round of the seasons. */
export interface Series {
  readonly values: readonly number[];
  /** 12 of months, 4 of quarters, 7 of days; 1 where there are no seasons, as of years. */
  readonly season: number;
}

/** What one method says of the values that come next, as many as were asked for. */
export interface Forecast {
  /** The expected values. */
  readonly mean: readonly number[];
  /** The standard deviation of each one's error, by the method's own account. */
  readonly sd: readonly number[];
  /** The standard deviation of the error of the sum of the first one, two, three of them, and so on. */
  readonly sumSd: readonly number[];
}

/** Forecasts from the end of some values, with what was learnt of the series they continue. */
export type Fitted = (values: readonly number[], horizon: number) => Forecast;

/** A way of forecasting: learns of a series; null where it cannot be used on it. */
export type Method = (series: Series) => Fitted | null;
