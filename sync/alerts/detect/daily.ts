import type { Side } from './verdict.ts';

/** A measure that comes every day. Days that lack are left out. */
export interface DailyValue {
  /** Local date, `YYYY-MM-DD`. */
  readonly day: string;
  readonly value: number;
  /** Whether the day was a day off beside the weekend. */
  readonly off: boolean;
}

export interface DailyOptions {
  readonly side: Side;
  /** The chance, one-sided, beyond which a value is marked. */
  readonly alpha: number;
  /** The least standard deviation taken for possible, in the measure's unit. */
  readonly leastDeviation: number;
  /** Whether values are counts or amounts, whose scatter grows with them: judged by their logarithm (+ 1). */
  readonly growing: boolean;
}
