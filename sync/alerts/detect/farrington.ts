/** How a count is held against the same weeks of earlier years. */
export interface FarringtonOptions {
  /** Earlier years looked at. */
  readonly years: number;
  /** Steps to either side of the same one in each of those years. */
  readonly halfWindow: number;
  /** Whether past outbreaks weigh less. */
  readonly reweight: boolean;
  /** Whether a trend over time may be fitted. */
  readonly trend: boolean;
  /** The chance, both sides together, beyond which a count is marked. */
  readonly alpha: number;
  /** Counts are normal after this power: `2/3` for counts, `1/2` for large overdispersion, `none`. */
  readonly power: '2/3' | '1/2' | 'none';
  /** Fewer than `cases` in the last `steps`, the current among them: nothing is marked. */
  readonly least: { readonly cases: number; readonly steps: number };
}
