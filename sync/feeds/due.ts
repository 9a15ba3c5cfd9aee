import { endOfWorkedDay, localDate } from '../contract/calendar.ts';
import { MINUTE, type Instant } from '../contract/instants.ts';
import type { City, Service } from '../contract/profile.ts';

/**
 * When cases are due whose source does not say: by what their category allows, in minutes from when they opened, or in working days of the
 * city's calendar. Undefined for a category that has no such time. What was found is kept by day, since cases ask by the million.
 */
export function allowance(
  service: Service | undefined,
  city: Pick<City, 'timeZone' | 'calendar'>,
): (category: string, openedAt: Instant) => Instant | undefined {
  const dues = new Map(service?.categories.map(({ id, due }) => [id, due]));
  const ends = new Map<string, Instant | null>();
  return (category, openedAt) => {
    const due = dues.get(category);
    if (due?.minutes !== undefined) return openedAt + due.minutes * MINUTE;
    if (due?.workingDays === undefined) return undefined;
    const key = `${localDate(openedAt, city.timeZone)} ${due.workingDays}`;
    let end = ends.get(key);
    if (end === undefined) ends.set(key, (end = endOfWorkedDay(openedAt, due.workingDays, city)));
    return end ?? undefined;
  };
}
