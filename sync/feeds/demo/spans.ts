import type { Indicator } from '../../contract/profile.ts';
import { parsePeriod } from '../../contract/periods.ts';
import { dateParts, dayOf, dayOfDate } from './days.ts';

/** A period as day numbers: `from` is its first day, `end` the first day after it. */
export interface Span {
  text: string;
  from: number;
  end: number;
}

/** Months since year 0 of a day: what series count in. */
export function monthOf(day: number): number {
  const { year, month } = dateParts(day);
  return year * 12 + month - 1;
}

/** The first day of a month counted since year 0. */
export function firstDayOf(month: number): number {
  return dayOf(Math.floor(month / 12), (month % 12) + 1);
}

/** A written period as a span. */
export function spanOf(text: string): Span {
  const period = parsePeriod(text);
  return { text, from: dayOfDate(period.from), end: dayOfDate(period.to) + 1 };
}

/** Whether a span is whole months. */
export function isMonths(span: Span): boolean {
  return dateParts(span.from).date === 1 && dateParts(span.end).date === 1;
}

/**
 * The periods that values of an indicator come in, by its frequency, that end after day `after` and by day
 * `upTo` (the first day not covered), oldest first. Months and quarters of one that accumulates are counted
 * from the start of the year.
 */
export function spansBetween(
  indicator: Pick<Indicator, 'frequency' | 'accumulates'>,
  after: number,
  upTo: number,
): Span[] {
  const spans: Span[] = [];
  if (indicator.frequency === 'day') {
    for (let day = after; day < upTo; day++) {
      const text = new Date(day * 86_400_000).toISOString().slice(0, 10);
      spans.push({ text, from: day, end: day + 1 });
    }
    return spans;
  }
  const step = { month: 1, quarter: 3, year: 12 }[indicator.frequency];
  for (let month = Math.floor(monthOf(after) / step) * step; ; month += step) {
    const end = firstDayOf(month + step);
    if (end > upTo) return spans;
    if (end <= after) continue;
    const year = Math.floor(month / 12);
    const last = (month % 12) + step;
    const two = String(last).padStart(2, '0');
    if (step === 12) spans.push({ text: String(year), from: firstDayOf(month), end });
    else if (indicator.accumulates) spans.push({ text: `${year}-${last}M`, from: dayOf(year, 1), end });
    else
      spans.push({
        text: step === 1 ? `${year}-${two}` : `${year}-Q${last / 3}`,
        from: firstDayOf(month),
        end,
      });
  }
}
