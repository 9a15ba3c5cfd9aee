import { localDate } from '../../contract/calendar.ts';
import { HOUR } from '../../contract/instants.ts';
import type { Area } from '../../contract/profile.ts';
import { UNKNOWN } from '../../contract/questions/cases.ts';
import type { Data } from '../../contract/questions/index.ts';
import { isValidOn } from '../../contract/validity.ts';
import { mean } from '../mean.ts';
import { firstOpened, lately } from './cases.ts';
import { pairCode } from '../../rollups/keys.ts';
import { openedBy, openedOf } from '../../rollups/opened.ts';
import { markedAt } from '../marked-at.ts';
import { serviceOf, type Question, type QuestionContext } from '../question.ts';
import { lastHours, sameHours, thoughtOf } from '../unusual.ts';
import { FEWEST_WEEKS, type Window } from '../usual.ts';

/** A usual below one case is taken as one: twice nothing is nothing to see. */
const LEAST_USUAL = 1;

/** A field in an area that has enough cases, and many times its usual. */
interface Candidate {
  key: string;
  area: Area;
  category: string;
  count: number;
  usual: number;
  ratio: number;
}

/**
 * Places where a category is reported far more than usual, by `rules.hotspot`, and by more than chance brings to one of all there are; the most
 * unusual first. An area is one while it exists, once it has existed for long enough to have a usual.
 */
export function findHotspots(
  context: QuestionContext,
  service: string,
  limit: number,
): Data<'hotspots'>['rows'] {
  const { cache, at, lookup, profile } = context;
  const { hours, minimum, ratio: least } = profile.rules.hotspot;
  const now = lastHours(hours, at);
  const first = firstOpened(cache, service);
  if (first === null) return [];
  const weeks = sameHours(now, profile.city, profile.rules.usual.weeks, first);
  if (weeks.length < FEWEST_WEEKS) return [];
  const many = [...openedBy(cache, service, 'categoryArea', now, minimum)];
  if (many.length === 0) return [];
  const { timeZone } = profile.city;
  const today = localDate(at, timeZone);
  const keys = many.map(([key]) => key);
  const earlier = weeks.map((window) => ({
    counts: openedOf(cache, service, 'categoryArea', window, keys),
    day: localDate(window.since, timeZone),
  }));
  const candidates = many.flatMap(([key, count], i): Candidate[] => {
    const [category = UNKNOWN, code = UNKNOWN] = key.split('\u0000');
    const area = lookup.area(code);
    if (area === undefined || !isValidOn(area, today)) return [];
    const lived = earlier.filter(({ day }) => isValidOn(area, day));
    if (lived.length < FEWEST_WEEKS) return [];
    const usual = mean(lived.map((week) => week.counts[i] ?? 0));
    const ratio = count / Math.max(usual, LEAST_USUAL);
    return ratio < least ? [] : [{ key, area, category, count, usual, ratio }];
  });
  return beyondChance(context, service, { now, weeks, candidates })
    .sort((a, b) => b.ratio - a.ratio || b.count - a.count || (a.key < b.key ? -1 : 1))
    .slice(0, limit)
    .map(({ area, category, count, usual, ratio }) => {
      const { unit, overdue } = lately(cache, { service, area: area.id, category, since: now.since, at });
      const known = lookup.category(service, category) === undefined ? UNKNOWN : category;
      const who = unit === null || lookup.unit(unit) === undefined ? null : unit;
      const place = { area: area.id, point: area.centroid };
      return { ...place, category: known, count, hours, usual, ratio, unit: who, overdue };
    });
}

/** Those that chance does not explain, among every field in every area. Nothing is counted where there is no candidate. */
function beyondChance(
  { cache, at, profile, lookup }: QuestionContext,
  service: string,
  { now, weeks, candidates }: { now: Window; weeks: readonly Window[]; candidates: readonly Candidate[] },
): Candidate[] {
  if (candidates.length === 0) return [];
  const { timeZone } = profile.city;
  const today = localDate(at, timeZone);
  const own = lookup.service(service)?.categories.map(({ id }) => id) ?? [];
  const categories = new Set([...own, ...candidates.map(({ category }) => category)]);
  const pairs = profile.areas
    .filter((area) => isValidOn(area, today))
    .flatMap((area) => [...categories].map((category) => ({ area, key: pairCode(category, area.id) })));
  const opened = openedBy(cache, service, 'categoryArea', now);
  const earlier = weeks.map((week) => ({
    counts: openedBy(cache, service, 'categoryArea', week),
    day: localDate(week.since, timeZone),
  }));
  const tested = pairs.map(({ area, key }) => ({
    count: opened.get(key) ?? 0,
    earlier: earlier.filter(({ day }) => isValidOn(area, day)).map(({ counts }) => counts.get(key) ?? 0),
  }));
  const rate = markedAt(profile, { service, by: 'categoryArea' });
  const { minimum } = profile.rules.hotspot;
  const thoughts = thoughtOf(tested, { rate, minimum });
  const marked = new Set(pairs.flatMap(({ key }, i) => ((thoughts[i]?.p ?? 1) <= rate ? [key] : [])));
  return candidates.filter(({ key }) => marked.has(key));
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
