import { DateTime } from 'luxon';
import type { Place } from '../../../alerts/detect/circles.ts';
import { scan, type Cluster } from '../../../alerts/detect/scan.ts';
import type { WatchOf } from '../../../contract/alert-rules.ts';
import { localDate } from '../../../contract/calendar.ts';
import { DAY, type Instant } from '../../../contract/instants.ts';
import type { Area } from '../../../contract/profile.ts';
import { isValidOn } from '../../../contract/validity.ts';
import { sharedClock, type LocalDay } from '../../../rollups/buckets.ts';
import { flowDays } from '../../../rollups/flow-days.ts';
import { pairCode } from '../../../rollups/keys.ts';
import { onceFor } from '../../../store/cache.ts';
import { firstOpened } from '../../flows/cases.ts';
import type { QuestionContext } from '../../question.ts';
import { blind, seen, type Finding, type Seen } from '../finding.ts';
import { dice } from './dice.ts';
import { handlersOf } from './handlers.ts';
import { whyNoCases } from '../../source-state.ts';

type Watch = WatchOf<'cluster'>;

/** A cluster lasts a week at most: what lasts longer is how it is there. */
const LONGEST = 7;
/** A circle that held more than half of all cases would say that the rest are few. */
const SHARE = 0.5;
/** So many clusters are told at once. */
const MOST = 10;
/** Shuffles: a chance below one in a hundred is read off the law through their best. */
const SHUFFLES = 99;
/** As soon as so many shuffles were as good, it is chance. */
const ENOUGH = 5;
/** A scan costs by its cases, and its statistic hardly depends on how many there are: above this many they are thinned. */
const CASES = 15_000;

/** A circle of areas over the last days, as a scan found it. */
interface Found {
  areas: readonly string[];
  since: Instant;
  p: number;
}

/** What a rule's scan found by the start of an hour. A scan costs tens of milliseconds, and days change slowly. */
const kept = onceFor(() => new Map<string, readonly Found[]>());
const MOST_KEPT = 24;

/**
 * More cases than usual close in place and time: circles about the middles of areas, over the last days. What is found stands for the hour
 * it was looked for in; how many cases it has is counted at the instant.
 */
export function cluster(context: QuestionContext, watch: Watch): Seen {
  const { cache, at, profile } = context;
  const why = whyNoCases(context, watch.service);
  if (why !== null) return blind(why);
  const { timeZone } = profile.city;
  const days = daysBack(at, timeZone, watch.days);
  const [from] = days;
  if (from === undefined || (firstOpened(cache, watch.service) ?? at) > from.start) return blind('tooShort');
  const hour = sharedClock(timeZone).hour(at).start;
  const key = `${JSON.stringify(watch)} ${hour}`;
  const known = kept(cache);
  let found = known.get(key);
  if (found === undefined) {
    found = look(context, watch, daysBack(hour - 1, timeZone, watch.days), hour - 1);
    known.set(key, found);
    for (const oldest of known.keys()) {
      if (known.size <= MOST_KEPT) break;
      known.delete(oldest);
    }
  }
  return seen(findings(context, watch, days, found));
}

/** The local days up to that of an instant, the oldest first. */
function daysBack(at: Instant, timeZone: string, count: number): LocalDay[] {
  const clock = sharedClock(timeZone);
  const today = DateTime.fromMillis(clock.day(at).start, { zone: timeZone });
  return Array.from({ length: count }, (_, i) => clock.day(today.minus({ days: count - 1 - i }).toMillis()));
}

/** Cases of each area that is there in each day, by the area's place and the day's, one after the other. */
function countsOf(
  { cache, profile }: QuestionContext,
  { service, categories }: Watch,
  days: readonly LocalDay[],
  until: Instant,
): { areas: Area[]; counts: Float64Array } {
  const today = localDate(until, profile.city.timeZone);
  const areas = profile.areas.filter((area) => isValidOn(area, today));
  const dim = categories === undefined ? 'area' : 'categoryArea';
  const { flows } = flowDays(cache, { service, dim, since: days[0]?.start ?? until, until });
  const counts = new Float64Array(areas.length * days.length);
  areas.forEach(({ id }, place) => {
    for (const key of categories?.map((category) => pairCode(category, id)) ?? [id])
      flows.get(key)?.opened.forEach((n, day) => {
        const one = place * days.length + day;
        counts[one] = (counts[one] ?? 0) + n;
      });
  });
  return { areas, counts };
}

const EARTH = 6371;
const RADIANS = Math.PI / 180;

/** Middles of areas on a plane, kilometres: a city is small enough. */
function placesOf(areas: readonly Area[]): Place[] {
  const level = Math.cos((areas[0]?.centroid[1] ?? 0) * RADIANS);
  return areas.map(({ id, centroid: [lon, lat] }) => ({
    id,
    x: lon * RADIANS * EARTH * level,
    y: lat * RADIANS * EARTH,
  }));
}

function look(context: QuestionContext, watch: Watch, days: readonly LocalDay[], until: Instant): Found[] {
  const { areas, counts } = countsOf(context, watch, days, until);
  const random = dice(Math.floor((days.at(-1)?.start ?? 0) / DAY));
  const scanned = { places: placesOf(areas), steps: days.length, counts: thinned(counts, random) };
  const options = { widest: watch.kilometres, longest: LONGEST, share: SHARE, random, most: MOST };
  return scan(scanned, { ...options, permutations: SHUFFLES, enough: ENOUGH }).flatMap(
    ({ places, since, tail }: Cluster): Found[] =>
      tail > watch.p ? [] : [{ areas: places, since: days[since]?.start ?? until, p: tail }],
  );
}

/** As many cases as a scan has time for, each kept or left by the same chance. */
function thinned(counts: Float64Array, random: () => number): Float64Array {
  const total = counts.reduce((sum, n) => sum + n, 0);
  if (total <= CASES) return counts;
  const share = CASES / total;
  return counts.map((count) => {
    let left = 0;
    for (let n = 0; n < count; n++) if (random() < share) left++;
    return left;
  });
}

function findings(
  context: QuestionContext,
  watch: Watch,
  days: readonly LocalDay[],
  found: readonly Found[],
): Finding[] {
  if (found.length === 0) return [];
  const { at } = context;
  const { service, categories } = watch;
  const { areas, counts } = countsOf(context, watch, days, at);
  const placeOf = new Map(areas.map(({ id }, place) => [id, place]));
  const byDay = (places: readonly number[]): number[] =>
    days.map((_, day) => places.reduce((sum, place) => sum + (counts[place * days.length + day] ?? 0), 0));
  const everywhere = byDay(areas.map((_, place) => place));
  const total = sum(everywhere);
  return found.flatMap(({ areas: own, since, p }): Finding[] => {
    const places = own.flatMap((id) => placeOf.get(id) ?? []);
    const inside = byDay(places);
    const first = days.findIndex(({ start }) => start >= since);
    const value = sum(inside.slice(first));
    const expected = (sum(inside) * sum(everywhere.slice(first))) / total;
    if (value < watch.minimum || value <= expected) return [];
    const window = { since, until: at };
    // The place it is known by: that of most of its cases.
    const most = [...places].sort(
      (a, b) => lately(counts, b, days.length, first) - lately(counts, a, days.length, first),
    )[0];
    const area = areas[most ?? -1]?.id;
    const subject = { service, ...(area === undefined ? {} : { area }) };
    const [unit = null] = handlersOf(context, service, window, [subject], categories);
    const among = own.slice(0, 60);
    return [
      {
        subject,
        ...{ measure: 'opened', value, expected, limit: watch.minimum, p, ...window, unit, atRisk: false },
        cases:
          among.length < own.length
            ? null
            : {
                service,
                ...(categories === undefined ? {} : { categories }),
                areas: among,
                ...window,
                tree: false,
              },
        areas: among,
        series: days.map(({ start }, day) => ({
          at: start,
          value: inside[day] ?? 0,
          expected: (sum(inside) * (everywhere[day] ?? 0)) / total,
        })),
        times: value / Math.max(1, expected),
      },
    ];
  });
}

const sum = (counts: readonly number[]): number => counts.reduce((all, n) => all + n, 0);

function lately(counts: Float64Array, place: number, days: number, first: number): number {
  return counts.subarray(place * days + first, (place + 1) * days).reduce((all, n) => all + n, 0);
}
