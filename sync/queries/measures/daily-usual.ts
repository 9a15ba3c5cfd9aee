import { daily, type DailyValue } from '../../alerts/detect/daily.ts';
import type { City, Indicator } from '../../contract/profile.ts';
import type { Reading } from './indicator-series.ts';

/** What is to be thought of the newest value of a daily measure by itself. */
export interface DailyUsual {
  /** What its weekday, days off, trend and season let expect. */
  readonly expected: number;
  /** What chance alone would seldom bring a value beyond, on the side that the value is on. */
  readonly bound: number;
  /** The probability that chance alone brings a value as far from what is expected, on either side. */
  readonly p: number;
}

/** The rate at which a bound is drawn. */
const BOUND = 0.01;

/** The least a day's value scatters: a count as chance has it, anything else by its last decimal. */
function leastScatter({ accumulates, decimals }: Indicator, usual: number): number {
  if (accumulates && decimals === 0) return Math.sqrt(Math.max(0.5, usual));
  return 10 ** -decimals / 2;
}

/**
 * The newest of some daily values against those before it, the oldest first; null where they are too few. What accumulates (counts, amounts) is
 * moved by what multiplies it, anything else by what adds to it.
 */
export function dailyUsual(
  indicator: Indicator,
  readings: readonly Pick<Reading, 'period' | 'value'>[],
  { calendar }: Pick<City, 'calendar'>,
): DailyUsual | null {
  const off = new Set(calendar.daysOff.map(({ date }) => date));
  const values = readings.map(({ period, value }): DailyValue => ({
    ...{ day: period.to, value, off: off.has(period.to) },
  }));
  const now = values.at(-1);
  const past = values.slice(0, -1);
  if (now === undefined || past.length === 0) return null;
  const mean = past.reduce((sum, { value }) => sum + value, 0) / past.length;
  const options = {
    alpha: BOUND,
    leastDeviation: leastScatter(indicator, mean),
    multiplied: indicator.accumulates,
  };
  const above = daily(now, past, { ...options, side: 'above' });
  const verdict = above !== null && above.p > 0.5 ? daily(now, past, { ...options, side: 'below' }) : above;
  if (verdict === null) return null;
  return { expected: verdict.expected, bound: verdict.bound, p: Math.min(1, 2 * verdict.p) };
}
