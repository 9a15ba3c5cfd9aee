import { studentQuantile, studentTail } from './laws.ts';
import { verdictOf, type Side, type Verdict } from './verdict.ts';

export interface PredictedOptions {
  readonly side: Side;
  /** The chance, one-sided, beyond which a value is marked. */
  readonly alpha: number;
  /** The least standard deviation taken for possible, in the unit of the values; above 0. */
  readonly leastDeviation: number;
}

/** Fewer earlier values than this cannot tell how they scatter. */
const FEWEST = 3;

/**
 * A value against some earlier ones of its kind: Student's, for one more of a normal population of which only
 * these are known (Geisser, Predictive Inference, 1993, 2.2). Null where they are fewer than three.
 */
export function predicted(
  value: number,
  earlier: readonly number[],
  options: PredictedOptions,
): Verdict | null {
  const n = earlier.length;
  if (n < FEWEST) return null;
  const { side, alpha } = options;
  const mean = earlier.reduce((sum, one) => sum + one, 0) / n;
  const variance = earlier.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (n - 1);
  const width = Math.max(Math.sqrt(variance), options.leastDeviation) * Math.sqrt(1 + 1 / n);
  const sign = side === 'above' ? 1 : -1;
  return verdictOf({
    ...{ value, expected: mean, side },
    bound: mean + sign * studentQuantile(1 - alpha, n - 1) * width,
    p: studentTail((sign * (value - mean)) / width, n - 1),
  });
}
