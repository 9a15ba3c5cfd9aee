import { DateTime } from 'luxon';
import { startOfDay } from '../../contract/calendar.ts';
import { DAY, type Instant } from '../../contract/instants.ts';
import type { Band } from '../../contract/questions/cases.ts';
import type { Data } from '../../contract/questions/index.ts';
import { byHour } from '../../rollups/sums.ts';
import { sharedClock } from '../../rollups/buckets.ts';
import { firstOpened } from './cases.ts';
import { openedIn } from '../../rollups/opened.ts';
import { serviceOf, type Question, type QuestionContext } from '../question.ts';
import type { Windows } from '../unusual/judged.ts';
import { markOf, unusualServices, type Found } from '../unusual/marks.ts';
import { bandOf, earlierWeeks, windowOf } from '../usual.ts';

/** The starts of a local day's hours: 24, or 23 or 25 where clocks change. */
function hoursOf(day: Instant, timeZone: string): Instant[] {
  const clock = sharedClock(timeZone);
  const { start, end } = clock.day(day);
  const starts: Instant[] = [];
  for (let at = start; at < end; at = clock.hour(at).end) starts.push(at);
  return starts;
}

/** The local hour of day, 0 to 23, of each hour of a whole day. */
function clockHours(starts: readonly Instant[], timeZone: string): number[] {
  const { start, end } = sharedClock(timeZone).day(starts[0] ?? 0);
  // Only where clocks change need each be looked up.
  if (end - start === DAY) return starts.map((_, hour) => hour);
  return starts.map((at) => DateTime.fromMillis(at, { zone: timeZone }).hour);
}

/** The counts of a day's hours by the local hour of day; of an hour that clocks repeat, the first. */
function byClock(
  starts: readonly Instant[],
  counts: ReadonlyMap<Instant, number>,
  timeZone: string,
): Map<number, number> {
  const hours = clockHours(starts, timeZone);
  const found = new Map<number, number>();
  for (const [i, start] of starts.entries()) {
    const hour = hours[i] ?? 0;
    if (!found.has(hour)) found.set(hour, counts.get(start) ?? 0);
  }
  return found;
}

/** How many cases of a service were opened from local midnight to `at`, against the usual to the same time of day. */
export function countToday(
  context: QuestionContext,
  service: string,
): { since: Instant; count: number; usual: Band; days: number } {
  const { cache, profile } = context;
  const { now, weeks } = todaysWindows(context, service);
  return {
    since: now.since,
    count: openedIn(cache, service, now),
    usual: bandOf(
      weeks.map((day) => openedIn(cache, service, day)),
      profile.rules.usual,
    ),
    days: weeks.length,
  };
}

/** From local midnight to the instant, and the same in earlier weeks, as far back as a service is held. */
export function todaysWindows({ cache, at, profile }: QuestionContext, service: string): Windows {
  const { city, rules } = profile;
  const weeks = earlierWeeks('today', at, city, rules.usual.weeks, firstOpened(cache, service));
  return { now: windowOf('today', at, city), weeks };
}

/** Of some services, those with unusually many today. */
export const unusualToday = (
  context: QuestionContext,
  services: readonly string[],
): ReadonlyMap<string, Found> =>
  unusualServices(context, services, { windows: (service) => todaysWindows(context, service) });

/** The usual of each hour of today: of the same local hour of the same weekday in earlier weeks, whole. */
function usualHours(context: QuestionContext, service: string, starts: readonly Instant[]): Band[] {
  const { cache, at, profile } = context;
  const { timeZone } = profile.city;
  const first = firstOpened(cache, service);
  const days = earlierWeeks('today', at, profile.city, profile.rules.usual.weeks, first).map((day) => {
    const hours = hoursOf(day.since, timeZone);
    const { end } = sharedClock(timeZone).day(day.since);
    const counted = byHour(cache, { service, since: day.since, until: end - 1 });
    const found = new Map(counted.map((hour) => [hour.start, hour.counts.opened]));
    return byClock(hours, found, timeZone);
  });
  const clock = clockHours(starts, timeZone);
  return clock.map((hour) => {
    // A day whose clocks skipped this hour says nothing about it.
    const counts = days.flatMap((day) => day.get(hour) ?? []);
    return bandOf(counts, profile.rules.usual);
  });
}

/** How many came in today, hour by hour, against the usual. Judged by the service's source. */
export const today: Question<'today'> = {
  ofNow: () => true,
  sources: (context, { service }) => [serviceOf(context, service).source],
  answer(context, { service }): Data<'today'> | null {
    serviceOf(context, service);
    const { cache, at, profile } = context;
    if (firstOpened(cache, service) === null) return null;
    const { since, count, usual, days } = countToday(context, service);
    const { timeZone } = profile.city;
    const starts = hoursOf(startOfDay(at, timeZone), timeZone);
    const usuals = usualHours(context, service, starts);
    const current = sharedClock(timeZone).hour(at).start;
    const whole = byHour(cache, { service, since, until: current - 1 });
    const counted = new Map(whole.map((hour) => [hour.start, hour.counts.opened]));
    counted.set(current, openedIn(cache, service, { since: current, until: at }));
    const hours = starts.map((start, i) => ({
      start,
      count: start > at ? null : (counted.get(start) ?? 0),
      usual: usuals[i] ?? null,
    }));
    const unusual = markOf(unusualToday(context, [service]).get(service));
    return { since, count, usual, unusual, hours, days };
  },
};
