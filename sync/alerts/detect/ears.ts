/** How a count is held against those just before it. */
export interface EarsOptions {
  /** How many counts before are its past. Whole weeks of days keep the weekdays even. */
  readonly baseline: number;
  /** The chance at which a count is marked, were counts normal: 0.001 for C1 and C2, 0.025 for C3. */
  readonly alpha: number;
  /** The least standard deviation taken for possible, in cases. */
  readonly leastDeviation: number;
}
