/** One small count and its past. */
export interface Sparse {
  /** Cases now. */
  readonly count: number;
  /** Cases in all matching windows of its past together. */
  readonly earlier: number;
  /** How many those windows are. */
  readonly windows: number;
}

export interface SharedOptions {
  /** How much the rates of such series vary beyond chance: variance = mean + mean² · dispersion. See `dispersionOf`. */
  readonly dispersion: number;
  /** The chance, one-sided, beyond which a count is marked. */
  readonly alpha: number;
}
