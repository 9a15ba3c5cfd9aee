/** How a count is held against earlier years, every season of them in the model. */
export interface NoufailyOptions {
  /** Earlier years looked at. */
  readonly years: number;
  /** Steps to either side of the same one in each of those years. */
  readonly halfWindow: number;
  /** Stretches the rest of a year is divided into; 1 leaves the season out. */
  readonly periods: number;
  /** The latest steps that are no past yet: an outbreak that is going on would hide itself. */
  readonly notYet: number;
  /** Whether a trend over time may be fitted. */
  readonly trend: boolean;
  /** Anscombe residuals above this weigh less. */
  readonly weightsFrom: number;
  /** The chance, one-sided, beyond which a count is marked. */
  readonly alpha: number;
  /** How the bound is found. */
  readonly bound: 'delta' | 'nbPlugin' | 'muan';
  /** Fewer than `cases` in the last `steps`, the current among them: nothing is marked. */
  readonly least: { readonly cases: number; readonly steps: number };
}
