import { parsePeriod, type Period } from '../../contract/periods.ts';
import type { Indicator } from '../../contract/profile.ts';
import type { Rhythm } from '../../contract/questions/measures.ts';
import { DAY } from '../../contract/instants.ts';
import { endMonth, startMonth } from './indicator-series.ts';

const two = (n: number): string => String(n).padStart(2, '0');

/** A local date so many days later. */
export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
}

/**
 * The rhythms a period is of. Amounts are the same however their days are called (January is a month and one
 * month cumulative); a rate is of the rhythm it was reported in, and of no other.
 */
export function rhythmsOf(indicator: Indicator, period: Period): Rhythm[] {
  if (!indicator.accumulates || period.kind === 'day' || period.kind === 'span') return [period.kind];
  const [first, last] = [startMonth(period), endMonth(period)];
  const found: Rhythm[] = [];
  if (first === last) found.push('month');
  if (first % 3 === 1 && last === first + 2) found.push('quarter');
  if (first === 1) found.push('cumulative');
  if (first === 1 && last === 12) found.push('year');
  return found;
}

/** A period by the name it has in a rhythm: `2025-Q1` is `2025-3M` where values are cumulative. */
export function inRhythm(rhythm: Rhythm, period: Period): Period {
  const { year } = period;
  const last = endMonth(period);
  switch (rhythm) {
    case 'month':
      return parsePeriod(`${year}-${two(last)}`);
    case 'quarter':
      return parsePeriod(`${year}-Q${last / 3}`);
    case 'cumulative':
      return parsePeriod(`${year}-${last}M`);
    case 'year':
      return parsePeriod(String(year));
    default:
      return period;
  }
}

/** The period before one in its rhythm; null where there is none, as before the first month of a year to date. */
export function periodBefore(rhythm: Rhythm, period: Period): Period | null {
  const last = endMonth(period);
  if (rhythm === 'span' || (rhythm === 'cumulative' && last === 1)) return null;
  if (rhythm === 'cumulative') return parsePeriod(`${period.year}-${last - 1}M`);
  const eve = daysAfter(period.from, -1);
  return rhythm === 'day' ? parsePeriod(eve) : inRhythm(rhythm, parsePeriod(eve.slice(0, 7)));
}

/** The first period of a frequency that ends after a date. */
export function periodAfter(frequency: Indicator['frequency'], date: string): Period {
  const day = daysAfter(date, 1);
  const [year = 0, month = 1] = day.split('-').map(Number);
  switch (frequency) {
    case 'day':
      return parsePeriod(day);
    case 'month':
      return parsePeriod(day.slice(0, 7));
    case 'quarter':
      return parsePeriod(`${year}-Q${Math.ceil(month / 3)}`);
    case 'year':
      return parsePeriod(String(year));
  }
}
