import { DateTime } from 'luxon';
import { DAY, HOUR, type Instant } from '../../contract/instants.ts';
import type { City } from '../../contract/profile.ts';

/** Office hours, from local midnight: where working days begin and end. */
export const OFFICE = { from: 7.5 * HOUR, to: 17 * HOUR } as const;

/**
 * Local days by number: day 0 is 1970-01-01 by the city's own calendar. Start and length follow its time
 * zone, so a day may have 23 or 25 hours. Everything asked once is kept, since cases ask by the million.
 */
export class Days {
  readonly #zone: string;
  readonly #weekend: ReadonlySet<number>;
  readonly #off: ReadonlySet<number>;
  readonly #worked: ReadonlySet<number>;
  readonly #starts = new Map<number, Instant>();
  readonly #nextWorking = new Map<number, number>();
  #last = 0;

  constructor(city: Pick<City, 'timeZone' | 'calendar'>) {
    this.#zone = city.timeZone;
    this.#weekend = new Set(city.calendar.weekend);
    this.#off = new Set(city.calendar.daysOff.map((d) => dayOfDate(d.date)));
    this.#worked = new Set(city.calendar.workedWeekends.map((d) => dayOfDate(d.date)));
  }

  /** Local midnight at which a day begins (the first instant of it, where clocks jump over midnight). */
  start(day: number): Instant {
    const known = this.#starts.get(day);
    if (known !== undefined) return known;
    const { year, month, date } = dateParts(day);
    const start = DateTime.fromObject({ year, month, day: date }, { zone: this.#zone })
      .startOf('day')
      .toMillis();
    this.#starts.set(day, start);
    return start;
  }

  /** The day that holds an instant. */
  of(at: Instant): number {
    let day = this.#last;
    const start = this.start(day);
    if (at < start || at >= start + DAY) day += Math.floor((at - start) / DAY);
    while (at < this.start(day)) day--;
    while (at >= this.start(day + 1)) day++;
    this.#last = day;
    return day;
  }

  /** How long a day lasts, milliseconds. */
  length(day: number): number {
    return this.start(day + 1) - this.start(day);
  }

  /** ISO weekday, 1 Monday to 7 Sunday. */
  weekday(day: number): number {
    return ((((day + 3) % 7) + 7) % 7) + 1;
  }

  /** Whether the calendar names this very day as one off: a holiday, Tết, a swapped day. */
  off(day: number): boolean {
    return this.#off.has(day);
  }

  working(day: number): boolean {
    if (this.#off.has(day)) return false;
    return this.#worked.has(day) || !this.#weekend.has(this.weekday(day));
  }

  /** The first working day after a day. A calendar without any working day in a year gives the next day. */
  nextWorking(day: number): number {
    const known = this.#nextWorking.get(day);
    if (known !== undefined) return known;
    let next = day + 1;
    while (!this.working(next) && next < day + 366) next++;
    if (!this.working(next)) next = day + 1;
    this.#nextWorking.set(day, next);
    return next;
  }

  /** The same instant where it is in office hours; else when the office next opens. `always`: on days off, too. */
  officeAt(at: Instant, always = false): Instant {
    let day = this.of(at);
    const time = at - this.start(day);
    const open = always || this.working(day);
    if (open && time >= OFFICE.from && time <= OFFICE.to) return at;
    if (!open || time > OFFICE.to) day = always ? day + 1 : this.nextWorking(day);
    return this.start(day) + OFFICE.from;
  }

  /** So many working days later, at the same time of day within office hours. Fractions are office hours. */
  addWorking(at: Instant, count: number): Instant {
    const from = this.officeAt(at);
    let day = this.of(from);
    let time = from - this.start(day);
    for (let n = Math.floor(count); n > 0; n--) day = this.nextWorking(day);
    time += (count % 1) * (OFFICE.to - OFFICE.from);
    if (time > OFFICE.to) {
      day = this.nextWorking(day);
      time -= OFFICE.to - OFFICE.from;
    }
    return this.start(day) + Math.round(time);
  }
}

/** Year, month 1 to 12 and day of the month of a day number. */
export function dateParts(day: number): { year: number; month: number; date: number } {
  const utc = new Date(day * DAY);
  return { year: utc.getUTCFullYear(), month: utc.getUTCMonth() + 1, date: utc.getUTCDate() };
}

/**
 * A factor given by month, on a day: each month's own at its middle, between two by distance, so that no month begins with a
 * jump; 1 where none are given. `factors` are January to December.
 */
export function monthly(factors: readonly number[] | undefined, day: number): number {
  if (factors === undefined) return 1;
  const { year, month, date } = dateParts(day);
  const along = (date - 0.5) / (dayOf(year, month + 1) - dayOf(year, month)) - 0.5;
  const own = factors[month - 1] ?? 1;
  const other = factors[(month - 1 + (along < 0 ? 11 : 1)) % 12] ?? 1;
  return own + Math.abs(along) * (other - own);
}

/** The number of a local date `YYYY-MM-DD`. */
export function dayOfDate(date: string): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY);
}

/** The local date `YYYY-MM-DD` of a day number. */
export function dateOfDay(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** The number of a year's month's day, month counted on past 12. */
export function dayOf(year: number, month: number, date = 1): number {
  return Math.floor(Date.UTC(year, month - 1, date) / DAY);
}

/** `YYMMDD` of a day, for the numbers cases carry. */
export function stampOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(2, 10).replaceAll('-', '');
}
