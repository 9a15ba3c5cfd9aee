import type { Instant } from '../contract/instants.ts';
import { UNKNOWN } from '../contract/questions/cases.ts';
import type { Kept, WritableCache } from '../store/cache.ts';
import type { CaseRow } from '../store/cases.ts';
import type { Interned } from '../store/interning.ts';
import { hourStart, sharedClock, type LocalDay } from './buckets.ts';
import { eachReached } from './contributions.ts';
import { eachJudgement, qualityBit, qualityKey } from './judgements.ts';
import { cellKey, NOWHERE, pairCode } from './keys.ts';
import { writtenDims } from './plan.ts';
import { change, Keys, moment } from './moments.ts';
import { columnOf, COLUMNS, JUDGED, tallyRow } from './tally.ts';
import { tallyWriter, type Judged } from './tally-rows.ts';

/** What a case is counted by. */
export type Counted = Pick<
  CaseRow,
  | 'row'
  | 'service'
  | 'opened'
  | 'due'
  | 'closed'
  | 'category'
  | 'unit'
  | 'area'
  | 'lon'
  | 'lat'
  | 'rating'
  | 'events'
>;

/** What is written for a service. */
interface Plan {
  category: boolean;
  pair: boolean;
  heat: boolean;
  quality: boolean;
  /** The columns that are written from moments, by their places. */
  columns: readonly number[];
}

/** An hour of a service, and what was reached in it: numbers from `moment`. */
interface Hour {
  start: Instant;
  day: LocalDay;
  moments: number[];
  /** Null in nearly every hour of a batch: few cases are rated or come back. */
  judged: Judged | null;
}

/** A service: its plan, and its hours by their start in minutes. */
interface Counting {
  plan: Plan;
  hours: Map<number, Hour>;
}

/** Gathers what a batch changes in the sums, in memory, and writes it as one change a tally. */
export interface Tallier {
  /** Makes room for what a case is counted under; throws `TooManyCodes`, before anything is changed, where there is none. */
  admit(one: Counted): void;
  count(one: Counted): void;
  uncount(one: Counted): void;
  /** What changes when a case becomes another of the same service; less than uncounting one and counting the other. */
  replace(before: Counted, after: Counted): void;
  /** Writes what was gathered. Call it inside the batch's transaction. */
  write(): void;
  /** Forgets what was gathered: the batch was given up. */
  forget(): void;
}

type Skip = (at: Instant, reached: number) => boolean;
const never: Skip = () => false;

/** A tallier over a cache; `services` says which sums each service keeps. One not named keeps its total. */
export function createTallier(
  cache: WritableCache,
  interned: Interned,
  options: { timeZone: string; services: readonly Kept[] },
): Tallier {
  const clock = sharedClock(options.timeZone);
  const kept = new Map(options.services.map((service) => [service.id, service]));
  const services = new Map<number, Counting>();
  const pairs = new Map<number, Map<number, number>>();
  const keys = new Keys();
  const rows = tallyWriter(cache, keys);
  let unknown = 0;

  const countingOf = (service: number): Counting => {
    let counting = services.get(service);
    if (counting === undefined) {
      const written = writtenDims(kept.get(cache.services.code(service)));
      const plan = {
        category: written.includes('category'),
        pair: written.includes('categoryArea'),
        heat: written.includes('cell'),
        quality: written.includes('quality'),
        columns: [...written.map(columnOf), 'touched' as const]
          .filter((column) => column !== 'quality')
          .map((column) => COLUMNS.indexOf(column)),
      };
      counting = { plan, hours: new Map() };
      services.set(service, counting);
    }
    return counting;
  };

  const pairOf = (category: number, area: number): number => {
    let areas = pairs.get(category);
    if (areas === undefined) pairs.set(category, (areas = new Map()));
    let key = areas.get(area);
    if (key === undefined) {
      key = interned.pair(pairCode(cache.codes.code(category), cache.codes.code(area)));
      areas.set(area, key);
    }
    return key;
  };

  const hourOf = (counting: Counting, at: Instant): Hour => {
    const day = clock.day(at);
    const start = hourStart(day, at);
    let hour = counting.hours.get(start / 60_000);
    if (hour === undefined) {
      hour = { start, day, moments: [], judged: null };
      counting.hours.set(start / 60_000, hour);
    }
    return hour;
  };

  /** The case that is being gathered, and how. Not made anew for each: every record passes here. */
  let counting: Counting | undefined;
  let taken = false;
  let skip = never;
  let place = 0;

  const visit = (at: Instant, reached: number): void => {
    if (counting === undefined || skip(at, reached)) return;
    hourOf(counting, at).moments.push(moment(place, reached, taken));
  };

  const gather = (one: Counted, takeAway: boolean, but: Skip): void => {
    counting = countingOf(one.service);
    const { plan } = counting;
    if (unknown === 0) unknown = interned.code(UNKNOWN);
    const area = one.area ?? unknown;
    place = keys.add(
      plan.category ? one.category : NOWHERE,
      one.unit ?? unknown,
      plan.pair ? pairOf(one.category, area) : area,
      plan.heat ? cellKey(one.lon, one.lat) : NOWHERE,
      one.row,
    );
    taken = takeAway;
    skip = but;
    eachReached(one, visit);
  };

  const judge = (one: Counted, takeAway: boolean): void => {
    // Nearly every case ends here.
    if (one.rating === null && one.events === null) return;
    const of = countingOf(one.service);
    if (!of.plan.quality) return;
    if (unknown === 0) unknown = interned.code(UNKNOWN);
    const unit = one.unit ?? unknown;
    eachJudgement(one, (at, what) => {
      const { quality, touched } = (hourOf(of, at).judged ??= { quality: [], touched: [] });
      quality.push(change(qualityKey(unit, what), qualityBit(what), takeAway));
      touched.push(change(one.row, JUDGED, takeAway));
    });
  };

  return {
    admit(one) {
      if (unknown === 0) unknown = interned.code(UNKNOWN);
      if (countingOf(one.service).plan.pair) pairOf(one.category, one.area ?? unknown);
    },
    count(one) {
      gather(one, false, never);
      judge(one, false);
    },
    uncount(one) {
      gather(one, true, never);
      judge(one, true);
    },
    replace(before, after) {
      const sameKeys =
        before.category === after.category &&
        before.unit === after.unit &&
        before.area === after.area &&
        before.lon === after.lon &&
        before.lat === after.lat;
      const reachedBy = (one: Counted): Skip => {
        if (!sameKeys) return never;
        const moments = new Map<Instant, number>();
        eachReached(one, (at, reached) => moments.set(at, reached));
        return (at, reached) => moments.get(at) === reached;
      };
      gather(before, true, reachedBy(after));
      gather(after, false, reachedBy(before));
      const sameJudged =
        before.unit === after.unit &&
        before.opened === after.opened &&
        before.closed === after.closed &&
        before.rating === after.rating &&
        before.events === after.events;
      if (sameJudged) return;
      judge(before, true);
      judge(after, false);
    },
    write() {
      rows.begin();
      for (const [service, { plan, hours }] of services) {
        const sorted = [...hours.values()].sort((a, b) => a.start - b.start);
        for (const [i, { start, day, moments, judged }] of sorted.entries()) {
          rows.hour(tallyRow(service, 'hour', start), moments, plan.columns, judged);
          const next = sorted[i + 1]?.day;
          if (next?.start === day.start) continue;
          rows.day(tallyRow(service, 'day', day.start));
          if (next?.month.start !== day.month.start) rows.month(tallyRow(service, 'month', day.month.start));
        }
        hours.clear();
      }
      keys.clear();
    },
    forget() {
      services.clear();
      pairs.clear();
      keys.clear();
      rows.forget();
      unknown = 0;
    },
  };
}
