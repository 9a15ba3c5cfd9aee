import { DateTime } from 'luxon';
import { scan, type Cluster } from '../../../alerts/detect/scan.ts';
import type { WatchOf } from '../../../contract/alert-rules.ts';
import { DAY, type Instant } from '../../../contract/instants.ts';
import { sharedClock, type LocalDay } from '../../../rollups/buckets.ts';
import { onceFor } from '../../../store/cache.ts';
import { firstOpened } from '../../flows/cases.ts';
import type { QuestionContext } from '../../question.ts';
import { whyNoCases } from '../../source-state.ts';
import { blind, seen, type Finding, type Seen } from '../finding.ts';
import { insideOf } from './cluster-inside.ts';
import {
  areasByDay,
  byCells,
  cellNamed,
  cellsByDay,
  edgeOf,
  middleOf,
  type Counted,
} from './cluster-places.ts';
import { dice } from './dice.ts';

type Watch = WatchOf<'cluster'>;

/** A cluster lasts a week at most: what lasts longer is how it is there. */
const LONGEST = 7;
/** A circle that held more than half of all cases would say that the rest are few. */
const SHARE = 0.5;
/** Where fewer than this share of cases have a place, cells say too little. */
const LEAST_KNOWN = 0.5;
/** So many clusters are told at once. */
const MOST = 10;
/** Shuffles: a chance below one in a hundred is read off the law through their best. */
const SHUFFLES = 99;
/** As soon as so many shuffles were as good, it is chance. */
const ENOUGH = 5;
/** A scan costs by its cases, and its statistic hardly depends on how many there are: above this many they are thinned. */
const CASES = 15_000;

/** A circle of places over the last days, as a scan found it. */
interface Found {
  /** The middle place. */
  centre: string;
  kilometres: number;
  places: readonly string[];
  /** Of cells, how large they are. */
  side: number | null;
  since: Instant;
  p: number;
}

/** What a rule's scan found by the start of an hour. A scan costs tens of milliseconds, and days change slowly. */
const kept = onceFor(() => new Map<string, readonly Found[]>());
const MOST_KEPT = 24;

/**
 * More cases than usual close in place and time: circles of cells of the heat that is kept, over the last days, so that neither a border nor a
 * large area hides one; circles about the middles of areas where no heat is kept, or of some fields alone. What is found stands for the hour it
 * was looked for in; how many cases it has is counted at the instant.
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

/** By cells where heat is kept and most cases have a place, else by areas. */
function countedFirst(
  context: QuestionContext,
  watch: Watch,
  asked: { days: readonly LocalDay[]; until: Instant },
): Counted {
  const cells = byCells(context, watch) ? cellsByDay(context, watch, { ...asked, side: null }) : null;
  return cells === null || cells.known < LEAST_KNOWN ? areasByDay(context, watch, asked) : cells;
}

function look(context: QuestionContext, watch: Watch, days: readonly LocalDay[], until: Instant): Found[] {
  const { places, counts, side, centres } = countedFirst(context, watch, { days, until });
  const random = dice(Math.floor((days.at(-1)?.start ?? 0) / DAY));
  const total = counts.reduce((all, n) => all + n, 0);
  const scanned = { places, steps: days.length, counts: thinned(counts, CASES / total, random) };
  const least = Math.max(1, Math.floor(watch.minimum * Math.min(1, CASES / total)));
  const options = {
    widest: watch.kilometres,
    longest: LONGEST,
    share: SHARE,
    least,
    centres,
    random,
    most: MOST,
  };
  return scan(scanned, { ...options, permutations: SHUFFLES, enough: ENOUGH }).flatMap(
    ({ centre, radius, places: within, since, tail }: Cluster): Found[] =>
      tail > watch.p
        ? []
        : [
            {
              ...{ centre, kilometres: radius, places: within, side },
              ...{ since: days[since]?.start ?? until, p: tail },
            },
          ],
  );
}

/** As many cases as a scan has time for, each kept or left by the same chance. */
function thinned(counts: Float64Array, share: number, random: () => number): Float64Array {
  if (!(share < 1)) return counts;
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
  const until = context.at;
  const side = found[0]?.side ?? null;
  const { places, counts } =
    side === null
      ? areasByDay(context, watch, { days, until })
      : cellsByDay(context, watch, { days, until, side });
  const placeOf = new Map(places.map(({ id }, place) => [id, place]));
  const byDay = (some: readonly number[]): number[] =>
    days.map((_, day) => some.reduce((sum, place) => sum + (counts[place * days.length + day] ?? 0), 0));
  const everywhere = byDay(places.map((_, place) => place));
  const total = sum(everywhere);
  const worth = found.flatMap((one) => {
    const inside = byDay(one.places.flatMap((id) => placeOf.get(id) ?? []));
    const first = days.findIndex(({ start }) => start >= one.since);
    const value = sum(inside.slice(first));
    const expected = (sum(inside) * sum(everywhere.slice(first))) / total;
    return value < watch.minimum || value <= expected ? [] : [{ one, inside, value, expected }];
  });
  const within = insideOf(
    context,
    watch,
    worth.map(({ one }) => one),
  );
  const told = new Set<string>();
  return worth.flatMap(({ one, inside, value, expected }, i): Finding[] => {
    const { areas, unit } = within[i] ?? { areas: [], unit: null };
    // The place it is known by is that of most of its cases: of two in one, the better is told.
    const [area] = areas;
    if (told.has(area ?? '')) return [];
    told.add(area ?? '');
    const window = { since: one.since, until };
    return [
      {
        subject: { service: watch.service, ...(area === undefined ? {} : { area }) },
        ...{ measure: 'opened', value, expected, limit: watch.minimum, p: one.p, ...window, unit },
        ...{ atRisk: false, cases: casesOf(watch, one, window), areas: areas.slice(0, 60) },
        ...(one.side === null ? {} : { circle: circleOf(one.side, one) }),
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

const circleOf = (side: number, { centre, kilometres }: Found): NonNullable<Finding['circle']> => ({
  middle: middleOf(side, cellNamed(centre)),
  kilometres: kilometres + edgeOf(side) / 2,
});

/** The very cases of a cluster; null where it has more places than a list may name. */
function casesOf(
  { service, categories }: Watch,
  { places, side }: Found,
  window: { since: Instant; until: Instant },
): Finding['cases'] {
  const base = {
    ...{ service, ...window, tree: false },
    ...(categories === undefined ? {} : { categories }),
  };
  if (places.length > 100) return null;
  return side === null
    ? { ...base, areas: [...places] }
    : { ...base, cells: { side, at: places.map(cellNamed) } };
}
