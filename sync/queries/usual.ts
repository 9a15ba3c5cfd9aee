import { DateTime } from 'luxon';
import { startOf, type Range } from '../contract/calendar.ts';
import type { Instant } from '../contract/instants.ts';
import type { City, Rules } from '../contract/profile.ts';
import type { Band } from '../contract/questions/cases.ts';

/** A stretch of time: every instant t with `since <= t <= until`. */
export interface Window {
  since: Instant;
  until: Instant;
}

/** Fewer weeks than this are an anecdote, not a usual. */
export const FEWEST_WEEKS = 3;

/** The window a range covers when it ends at `at`. */
export function windowOf(range: Range, at: Instant, city: City): Window {
  return { since: startOf(range, at, city), until: at };
}

/**
 * The same window in earlier weeks, the newest first: same weekday, same local time of day. A rolling range
 * keeps its length in hours; a day keeps its midnight; a month or year to date is moved as a whole, so that
 * what it is compared with is as many days long. Windows that began before `first`, the instant of the
 * earliest case held, are left out: they are only partly known. `first` null (nothing held) leaves none.
 */
export function earlierWeeks(
  range: Range,
  at: Instant,
  city: City,
  weeks: number,
  first: Instant | null,
): Window[] {
  if (first === null) return [];
  const back = (t: Instant, week: number): Instant =>
    DateTime.fromMillis(t, { zone: city.timeZone }).minus({ weeks: week }).toMillis();
  const calendar = range === 'month' || range === 'reportingMonth' || range === 'year';
  const since = startOf(range, at, city);
  const windows: Window[] = [];
  for (let week = 1; week <= weeks; week++) {
    const until = back(at, week);
    const window = { since: calendar ? back(since, week) : startOf(range, until, city), until };
    if (window.since >= first) windows.push(window);
  }
  return windows;
}

/** The quantile of sorted values at share `q`, between two values by straight line (Hyndman and Fan's type 7). */
export function quantile(sorted: readonly number[], q: number): number {
  const place = (sorted.length - 1) * q;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}

/** The middle of some values; 0 for none. */
export function median(values: readonly number[]): number {
  return quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}

/** The usual band of one figure in earlier weeks; null where they are too few to say. */
export function bandOf(values: readonly number[], usual: Rules['usual']): Band {
  if (values.length < FEWEST_WEEKS) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return {
    low: quantile(sorted, usual.low),
    median: quantile(sorted, 0.5),
    high: quantile(sorted, usual.high),
  };
}
