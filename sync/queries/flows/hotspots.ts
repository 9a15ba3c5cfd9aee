import type { WatchOf } from '../../contract/alert-rules.ts';
import { localDate } from '../../contract/calendar.ts';
import { HOUR } from '../../contract/instants.ts';
import type { Data } from '../../contract/questions/index.ts';
import { isValidOn } from '../../contract/validity.ts';
import { mean } from '../mean.ts';
import { firstOpened, lately } from './cases.ts';
import { openedOf } from '../../rollups/opened.ts';
import { oncePerContext } from '../once.ts';
import { serviceOf, type Question, type QuestionContext } from '../question.ts';
import { marksOf, rulesFor, unruled, type Found, type Told } from '../unusual/marks.ts';
import { lastHours, sameHours } from '../unusual/thought.ts';

/** A usual below one case is taken as one: twice nothing is nothing to see. */
const LEAST_USUAL = 1;

/** How a field in a place is looked for that no rule watches there: by `rules.hotspot`. */
function otherwise({ profile }: QuestionContext, told: Told): WatchOf<'counts'> {
  const { hours, minimum, ratio } = profile.rules.hotspot;
  return { ...unruled(profile, told), hours, minimum, ratio };
}

/** What it usually is there: the mean of the same hours in earlier weeks in which there was such a place. */
function usualOf(
  { cache, profile, lookup, at }: QuestionContext,
  service: string,
  key: string,
  { since }: Found,
): number {
  const { city, rules } = profile;
  const area = lookup.area(key.split('\u0000')[1] ?? '');
  const first = firstOpened(cache, service) ?? at;
  const weeks = sameHours({ since, until: at }, city, rules.usual.weeks, first).filter(
    (week) => area === undefined || isValidOn(area, localDate(week.since, city.timeZone)),
  );
  return mean(weeks.map((week) => openedOf(cache, service, 'categoryArea', week, [key])[0] ?? 0));
}

/** What is marked of a service's fields in places, the most unusual first; keys are those of the kept sums. */
const marked = oncePerContext(
  (service: string) => service,
  (context, service) => {
    const { cache, at, profile } = context;
    const first = firstOpened(cache, service);
    if (first === null) return [];
    const now = lastHours(profile.rules.hotspot.hours, at);
    const weeks = sameHours(now, profile.city, profile.rules.usual.weeks, first);
    const told = { service, by: 'categoryArea' } as const;
    const marks = marksOf(context, told, {
      windows: () => ({ now, weeks }),
      otherwise: (rest) => otherwise(context, rest),
    });
    return [...marks]
      .map(([key, found]) => {
        const usual = usualOf(context, service, key, found);
        return { key, found, usual, ratio: found.count / Math.max(usual, LEAST_USUAL) };
      })
      .sort((a, b) => b.ratio - a.ratio || b.found.count - a.found.count || (a.key < b.key ? -1 : 1));
  },
);

/**
 * Places where a category is reported far more than usual: what the rules of alerts see that watch fields in places, each over its own hours, and
 * `rules.hotspot` where none does; the most unusual first.
 */
export function findHotspots(
  context: QuestionContext,
  service: string,
  limit: number,
): Data<'hotspots'>['rows'] {
  const { cache, at, lookup } = context;
  return marked(context, service)
    .slice(0, limit)
    .flatMap(({ key, found: { since, count }, usual, ratio }) => {
      const [category = '', code = ''] = key.split('\u0000');
      const area = lookup.area(code);
      if (area === undefined) return [];
      const { unit, overdue, due } = lately(cache, { service, area: area.id, category, since, at });
      const who = unit === null || lookup.unit(unit) === undefined ? null : unit;
      const place = { area: area.id, point: area.centroid };
      return { ...place, category, count, hours: (at - since) / HOUR, usual, ratio, unit: who, overdue, due };
    });
}

/** The most hours that a hot spot of a service is looked for over. */
function mostHours({ profile }: QuestionContext, service: string): number {
  const rules = rulesFor(profile, { service, by: 'categoryArea' });
  return Math.max(profile.rules.hotspot.hours, ...rules.map(({ hours }) => hours));
}

/** Hot spots of a service. Judged by the service's source. */
export const hotspots: Question<'hotspots'> = {
  sources: (context, { service }) => [serviceOf(context, service).source],
  answer(context, { service, limit }) {
    serviceOf(context, service);
    if (firstOpened(context.cache, service) === null) return null;
    return {
      hours: mostHours(context, service),
      rows: findHotspots(context, service, limit ?? context.profile.rules.hotspot.limit),
    };
  },
};
