import { DateTime } from 'luxon';
import { z } from 'zod';
import { DAY, HOUR, type Instant } from './instants.ts';

/** The spans of time a board may ask about; all end at the question's instant. */
export const range = z.enum(['hour', 'today', '24h', '7d', '30d', 'reportingMonth', 'month', 'year']);
export type Range = z.infer<typeof range>;

/** As much of a city as its clocks need. */
interface Clocked {
  timeZone: string;
  reportingMonth: { day: number; hour: number };
}
/** Which days are worked, dates as `YYYY-MM-DD`. */
interface Worked {
  /** ISO weekdays. */
  weekend: readonly number[];
  daysOff: readonly { date: string }[];
  workedWeekends: readonly { date: string }[];
}

/**
 * Of the instants that a local time may be, as clocks go back, the first: so a day that has two midnights begins with the first of them. Luxon
 * alone takes one by what it was made from, or by the day on which it runs.
 */
export const firstOf = (local: DateTime): DateTime => local.getPossibleOffsets()[0] ?? local;

/** Local midnight at or before an instant. */
export function startOfDay(at: Instant, timeZone: string): Instant {
  return firstOf(DateTime.fromMillis(at, { zone: timeZone }).startOf('day')).toMillis();
}

/** When a local date (`YYYY-MM-DD`) began. */
export function startOfDate(date: string, timeZone: string): Instant {
  return firstOf(DateTime.fromISO(date, { zone: timeZone }).startOf('day')).toMillis();
}

/**
 * When the reporting month that holds `at` began: the cut-off day and hour at or before it, local time.
 * The cut-off instant itself belongs to the month it begins.
 */
export function startOfReportingMonth(at: Instant, city: Clocked): Instant {
  const local = DateTime.fromMillis(at, { zone: city.timeZone });
  const cut = local.startOf('month').set({ day: city.reportingMonth.day, hour: city.reportingMonth.hour });
  return (cut.toMillis() <= at ? cut : cut.minus({ months: 1 })).toMillis();
}

/** When a range that ends at `at` began: days are dates, the present one among them. A range is every instant t with `since <= t <= at`. */
export function startOf(range: Range, at: Instant, city: Clocked): Instant {
  const local = DateTime.fromMillis(at, { zone: city.timeZone });
  switch (range) {
    case 'hour':
      return at - HOUR;
    case '24h':
      return at - DAY;
    case '7d':
      return firstOf(local.minus({ days: 6 }).startOf('day')).toMillis();
    case '30d':
      return firstOf(local.minus({ days: 29 }).startOf('day')).toMillis();
    case 'today':
      return firstOf(local.startOf('day')).toMillis();
    case 'month':
      return firstOf(local.startOf('month')).toMillis();
    case 'year':
      return local.startOf('year').toMillis();
    case 'reportingMonth':
      return startOfReportingMonth(at, city);
  }
}

/**
 * The whole period before the one a range is in: the month, reporting month or year that ended where it began.
 * Null for ranges that are no calendar's. Both instants are in it.
 */
export function periodBefore(
  range: Range,
  at: Instant,
  city: Clocked,
): { since: Instant; until: Instant } | null {
  if (range !== 'month' && range !== 'reportingMonth' && range !== 'year') return null;
  const until = startOf(range, at, city) - 1;
  return { since: startOf(range, until, city), until };
}

/** Whether the local day of an instant is worked: no weekend and no day off, or a weekend day that was moved. */
export function isWorked(at: Instant, city: { timeZone: string; calendar: Worked }): boolean {
  return isWorkedDay(localDate(at, city.timeZone), city.calendar);
}

/** Whether a local day, `YYYY-MM-DD`, is worked. */
export function isWorkedDay(date: string, calendar: Worked): boolean {
  const { off, worked } = namedDays(calendar);
  if (worked.has(date)) return true;
  const { weekday } = DateTime.fromISO(date, { zone: 'utc' });
  return !calendar.weekend.includes(weekday) && !off.has(date);
}

interface NamedDays {
  off: ReadonlySet<string>;
  worked: ReadonlySet<string>;
}
/** Of each calendar once: one that goes by rule names some hundred days, and is asked of every case. */
const named = new WeakMap<Worked, NamedDays>();

function namedDays(calendar: Worked): NamedDays {
  const known = named.get(calendar);
  if (known !== undefined) return known;
  const dates = (days: readonly { date: string }[]): Set<string> => new Set(days.map(({ date }) => date));
  const made = { off: dates(calendar.daysOff), worked: dates(calendar.workedWeekends) };
  named.set(calendar, made);
  return made;
}

/** The local date of an instant, `YYYY-MM-DD`. */
export function localDate(at: Instant, timeZone: string): string {
  return DateTime.fromMillis(at, { zone: timeZone }).toISODate() ?? '';
}

/**
 * The end of the `days`-th worked day after the day of an instant: the local midnight that ends it. So a term in working days ends: the day on
 * which something happened is not counted (Civil Code 2015, article 147), and a term ends when its last day does, at 24:00 (article 148). Of a
 * part of a day the whole counts. Null where a calendar has no so many within two years.
 */
export function endOfWorkedDay(
  at: Instant,
  days: number,
  { timeZone, calendar }: { timeZone: string; calendar: Worked },
): Instant | null {
  const today = DateTime.fromMillis(at, { zone: timeZone }).startOf('day');
  let left = days;
  for (let day = 1; day <= 2 * 366; day++) {
    if (isWorkedDay(today.plus({ days: day }).toISODate() ?? '', calendar)) left -= 1;
    if (left <= 0) return firstOf(today.plus({ days: day + 1 })).toMillis();
  }
  return null;
}
