import { DateTime } from 'luxon';
import { firstOf } from '../contract/calendar.ts';
import { DAY, HOUR, type Instant } from '../contract/instants.ts';

/** A span of time: start included, end not. */
export interface Span {
  start: Instant;
  end: Instant;
}

/** A local day, and the local month it is in. A day has 23 or 25 hours where clocks change. */
export interface LocalDay extends Span {
  month: Span;
}

/** The local hours, days and months of one time zone. */
export interface Clock {
  readonly timeZone: string;
  hour(at: Instant): Span;
  day(at: Instant): LocalDay;
}

/**
 * Hours are counted from local midnight, so that they start on whole local hours, also in zones half an
 * hour off; every day is exactly tiled by its hours, its month by its days. (Where clocks shift by half an
 * hour, as on Lord Howe Island, the last hour of that day is half an hour.)
 */
export function clockOf(timeZone: string): Clock {
  /** Local days that overlap a UTC day, by its number. */
  const known = new Map<number, LocalDay[]>();

  const find = (at: Instant): LocalDay => {
    const local = DateTime.fromMillis(at, { zone: timeZone });
    const first = firstOf(local.startOf('month'));
    return {
      start: firstOf(local.startOf('day')).toMillis(),
      end: firstOf(local.plus({ days: 1 }).startOf('day')).toMillis(),
      month: {
        start: first.toMillis(),
        end: firstOf(first.plus({ months: 1 }).startOf('month')).toMillis(),
      },
    };
  };

  const day = (at: Instant): LocalDay => {
    const number = Math.floor(at / DAY);
    let days = known.get(number);
    if (days === undefined) {
      // Records of every year from 1990 to 2200 must not fill the memory.
      if (known.size > 20_000) known.clear();
      days = [];
      known.set(number, days);
    }
    for (const one of days) if (one.start <= at && at < one.end) return one;
    const found = find(at);
    days.push(found);
    return found;
  };

  return {
    timeZone,
    day,
    hour(at) {
      const local = day(at);
      const start = hourStart(local, at);
      return { start, end: Math.min(start + HOUR, local.end) };
    },
  };
}

/** Where the hour of an instant starts, in its day. */
export function hourStart(day: LocalDay, at: Instant): Instant {
  return day.start + Math.floor((at - day.start) / HOUR) * HOUR;
}

const clocks = new Map<string, Clock>();

/** The clock of a zone, one for all who ask. */
export function sharedClock(timeZone: string): Clock {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    clock = clockOf(timeZone);
    clocks.set(timeZone, clock);
  }
  return clock;
}
