import { DateTime } from 'luxon';
import { localDate } from '../../contract/calendar.ts';
import { HOUR } from '../../contract/instants.ts';
import { UNKNOWN } from '../../contract/questions/cases.ts';
import type { Data } from '../../contract/questions/index.ts';
import { isValidOn } from '../../contract/validity.ts';
import { mean } from '../chance.ts';
import { firstOpened, lately } from './cases.ts';
import { openedBy, openedOf } from '../../rollups/opened.ts';
import { serviceOf, type Question, type QuestionContext } from '../question.ts';
import { FEWEST_WEEKS, type Window } from '../usual.ts';

/** A usual below one case is taken as one: twice nothing is nothing to see. */
const LEAST_USUAL = 1;

/** The same hours of the same weekday in earlier weeks, as far back as cases are held. */
function sameHours(context: QuestionContext, hours: number, first: number): Window[] {
  const { at, profile } = context;
  const windows: Window[] = [];
  for (let week = 1; week <= profile.rules.usual.weeks; week++) {
    const until = DateTime.fromMillis(at, { zone: profile.city.timeZone }).minus({ weeks: week }).toMillis();
    if (until - hours * HOUR >= first) windows.push({ since: until - hours * HOUR, until });
  }
  return windows;
}

/**
 * Places where a category is reported far more than usual, by `rules.hotspot`; the most unusual first. An area is one while it
 * exists, once it has existed for long enough to have a usual.
 */
export function findHotspots(
  context: QuestionContext,
  service: string,
  limit: number,
): Data<'hotspots'>['rows'] {
  const { cache, at, lookup, profile } = context;
  const { hours, minimum, ratio: least } = profile.rules.hotspot;
  const since = at - hours * HOUR;
  const first = firstOpened(cache, service);
  if (first === null) return [];
  const weeks = sameHours(context, hours, first);
  if (weeks.length < FEWEST_WEEKS) return [];
  const many = [...openedBy(cache, service, 'categoryArea', { since, until: at }, minimum)];
  if (many.length === 0) return [];
  const { timeZone } = profile.city;
  const today = localDate(at, timeZone);
  const keys = many.map(([key]) => key);
  const earlier = weeks.map((window) => ({
    counts: openedOf(cache, service, 'categoryArea', window, keys),
    day: localDate(window.since, timeZone),
  }));
  return many
    .flatMap(([key, count], i) => {
      const [category = UNKNOWN, code = UNKNOWN] = key.split('\u0000');
      const area = lookup.area(code);
      if (area === undefined || !isValidOn(area, today)) return [];
      const lived = earlier.filter(({ day }) => isValidOn(area, day));
      if (lived.length < FEWEST_WEEKS) return [];
      const usual = mean(lived.map((week) => week.counts[i] ?? 0));
      const ratio = count / Math.max(usual, LEAST_USUAL);
      return ratio < least ? [] : [{ key, area, category, count, usual, ratio }];
    })
    .sort((a, b) => b.ratio - a.ratio || b.count - a.count || (a.key < b.key ? -1 : 1))
    .slice(0, limit)
    .map(({ area, category, count, usual, ratio }) => {
      const { unit, overdue } = lately(cache, { service, area: area.id, category, since, at });
      const known = lookup.category(service, category) === undefined ? UNKNOWN : category;
      const who = unit === null || lookup.unit(unit) === undefined ? null : unit;
      const place = { area: area.id, point: area.centroid };
      return { ...place, category: known, count, hours, usual, ratio, unit: who, overdue };
    });
}

/** Hot spots of a service. Judged by the service's source. */
export const hotspots: Question<'hotspots'> = {
  sources: (context, { service }) => [serviceOf(context, service).source],
  answer(context, { service, limit }) {
    serviceOf(context, service);
    if (firstOpened(context.cache, service) === null) return null;
    const rules = context.profile.rules.hotspot;
    return {
      since: context.at - rules.hours * HOUR,
      rows: findHotspots(context, service, limit ?? rules.limit),
    };
  },
};
