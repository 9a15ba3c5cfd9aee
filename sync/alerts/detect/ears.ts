import { normalQuantile, normalTail } from './laws.ts';
import { MOST, verdictOf, type Verdict } from './verdict.ts';

/** How a count is held against those just before it. */
export interface EarsOptions {
  /** How many counts before are its past, 3 or more. Whole weeks of days keep the weekdays even. */
  readonly baseline: number;
  /** The chance at which a count is marked, were counts normal. */
  readonly alpha: number;
  /** The least standard deviation taken for possible, in cases. */
  readonly leastDeviation: number;
}

export const C1_C2: EarsOptions = { baseline: 7, alpha: 0.001, leastDeviation: 0 };
export const C3: EarsOptions = { ...C1_C2, alpha: 0.025 };

/**
 * The mean and the sample standard deviation of the counts at `until - baseline .. until - 1`; null where
 * they are not held.
 */
function baselineOf(
  counts: readonly number[],
  until: number,
  { baseline, leastDeviation }: EarsOptions,
): { mean: number; deviation: number } | null {
  const from = until - baseline;
  if (from < 0) return null;
  let [sum, squares] = [0, 0];
  for (let i = from; i < until; i++) sum += counts[i] ?? 0;
  const mean = sum / baseline;
  for (let i = from; i < until; i++) squares += ((counts[i] ?? 0) - mean) ** 2;
  return { mean, deviation: Math.max(leastDeviation, Math.sqrt(squares / (baseline - 1))) };
}

/**
 * How many standard deviations a count is from its past. Any above a past without scatter is beyond all of
 * them.
 */
function surprise(count: number, { mean, deviation }: { mean: number; deviation: number }): number {
  if (deviation > 0) return (count - mean) / deviation;
  return count > mean ? MOST : Math.min(0, count - mean);
}

function lagged(counts: readonly number[], at: number, lag: number, options: EarsOptions): Verdict | null {
  const past = baselineOf(counts, at - lag, options);
  if (past === null) return null;
  const value = counts[at] ?? 0;
  return verdictOf({
    ...{ value, expected: past.mean, side: 'above' },
    bound: past.mean + normalQuantile(1 - options.alpha) * past.deviation,
    p: normalTail(surprise(value, past)),
  });
}

/**
 * A count against the mean and scatter of those just before it: the Early Aberration Reporting System's C1
 * (Hutwagner, Thompson, Seeman and Treadwell, J. Urban Health 80 (2003) i89-i96), as `earsC` of R's
 * `surveillance`. `at` is the index of the count that is judged; null where its past is not held. Its p takes
 * counts for normal and their past for known: for many small counts at once use `shared.ts`.
 */
export function c1(counts: readonly number[], at: number, options = C1_C2): Verdict | null {
  return lagged(counts, at, 0, options);
}

/**
 * As {@link c1}, but the two counts just before are no past yet, so that an outbreak's first days do not hide
 * its third.
 */
export function c2(counts: readonly number[], at: number, options = C1_C2): Verdict | null {
  return lagged(counts, at, 2, options);
}

/**
 * Three days together: the C2 statistic of now, and of the two days before what it was above 1 (Fricker,
 * Hegler and Dunfee, Statistics in Medicine 27 (2008) 3407-3429), by the formula that `earsC` documents. Its
 * code (1.20.3) puts the count itself where the formula has the mean of its past, so that there a count's own
 * height decides nothing.
 */
export function c3(counts: readonly number[], at: number, options = C3): Verdict | null {
  const past = baselineOf(counts, at - 2, options);
  const [one, two] = [baselineOf(counts, at - 3, options), baselineOf(counts, at - 4, options)];
  if (past === null || one === null || two === null) return null;
  const carried =
    Math.max(0, surprise(counts[at - 1] ?? 0, one) - 1) + Math.max(0, surprise(counts[at - 2] ?? 0, two) - 1);
  const value = counts[at] ?? 0;
  return verdictOf({
    ...{ value, expected: past.mean, side: 'above' },
    bound: Math.max(0, past.mean + (normalQuantile(1 - options.alpha) - carried) * past.deviation),
    p: normalTail(surprise(value, past) + carried),
  });
}
