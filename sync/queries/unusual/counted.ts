import type { WatchOf } from '../../contract/alert-rules.ts';
import type { Subject } from '../../contract/alerts.ts';
import { localDate } from '../../contract/calendar.ts';
import type { Instant } from '../../contract/instants.ts';
import type { Area, Service, Unit } from '../../contract/profile.ts';
import { isValidOn } from '../../contract/validity.ts';
import { pairCode, type Dim } from '../../rollups/keys.ts';
import { openedInEach } from '../../rollups/opened.ts';
import { openedHours } from '../../rollups/opened-hours.ts';
import { eachOpening } from '../../rollups/openings.ts';
import { serviceOf, type QuestionContext } from '../question.ts';
import type { Window } from '../usual.ts';

type Watch = WatchOf<'counts'>;

/** One thing that is counted: what it is, the keys it is counted under, and since when it has existed, where it has not always. */
export interface Thing {
  subject: Subject;
  keys: readonly string[];
  place: Unit | Area | null;
}

/** How the things of a rule are counted: by the sums that are kept, or case by case where there are none for them. */
export interface Counting {
  things: readonly Thing[];
  /** Cases opened in each of some windows, by thing. */
  opened(windows: readonly Window[]): readonly (readonly number[])[];
  /** Cases opened hour by hour, for each of some keys. */
  hours(
    keys: readonly string[],
    window: Window,
  ): { starts: readonly Instant[]; counts: readonly (readonly number[])[] };
}

/** What a rule counts: all that there is of it on the day. */
export function countingOf(context: QuestionContext, watch: Watch): Counting {
  const service = serviceOf(context, watch.service);
  const things = thingsOf(context, service, watch);
  const byCase = watch.by === 'categoryUnit' || (watch.by === 'unit' && watch.categories !== undefined);
  return {
    things,
    ...(byCase
      ? caseByCase(context, watch.service, things)
      : bySums(context, watch.service, dimOf(watch), things)),
  };
}

function dimOf({ by, categories }: Watch): Dim {
  if (by === 'all') return categories === undefined ? 'total' : 'category';
  if (by === 'area' && categories !== undefined) return 'categoryArea';
  return by === 'categoryUnit' ? 'unit' : by;
}

function thingsOf({ profile, at }: QuestionContext, service: Service, { by, categories }: Watch): Thing[] {
  const today = localDate(at, profile.city.timeZone);
  const own = service.categories.map(({ id }) => id).filter((id) => categories?.includes(id) ?? true);
  const base = { service: service.id };
  const units = profile.units.filter((unit) => isValidOn(unit, today));
  const areas = profile.areas.filter((area) => isValidOn(area, today));
  /** The keys of a place in all categories that are meant. */
  const keysOf = (place: string): string[] =>
    categories === undefined ? [place] : own.map((category) => pairCode(category, place));
  switch (by) {
    case 'all':
      return [{ subject: base, keys: categories === undefined ? [''] : own, place: null }];
    case 'category':
      return own.map((category) => ({ subject: { ...base, category }, keys: [category], place: null }));
    case 'unit':
      return units.map((unit) => ({
        subject: { ...base, unit: unit.id },
        keys: keysOf(unit.id),
        place: unit,
      }));
    case 'area':
      return areas.map((area) => ({
        subject: { ...base, area: area.id },
        keys: keysOf(area.id),
        place: area,
      }));
    case 'categoryArea':
      return own.flatMap((category) =>
        areas.map((area) => {
          const subject = { ...base, category, area: area.id };
          return { subject, keys: [pairCode(category, area.id)], place: area };
        }),
      );
    case 'categoryUnit':
      return own.flatMap((category) =>
        units.map((unit) => {
          const subject = { ...base, category, unit: unit.id };
          return { subject, keys: [pairCode(category, unit.id)], place: unit };
        }),
      );
  }
}

type Ways = Pick<Counting, 'opened' | 'hours'>;

/** Of counts by key, the keys of the things one after the other, those by thing. */
function byThing(things: readonly Thing[], counts: readonly number[]): number[] {
  let next = 0;
  return things.map(({ keys }) => keys.reduce((sum) => sum + (counts[next++] ?? 0), 0));
}

function bySums({ cache }: QuestionContext, service: string, dim: Dim, things: readonly Thing[]): Ways {
  const all = things.flatMap(({ keys }) => keys);
  return {
    opened: (windows) =>
      openedInEach(cache, service, dim, windows, all).map((counts) => byThing(things, counts)),
    hours: (codes, window) => openedHours(cache, { service, dim, codes, ...window }),
  };
}

/** Categories by unit: no sums are kept of them, and hours of cases that were read once are remembered. */
function caseByCase({ cache }: QuestionContext, service: string, things: readonly Thing[]): Ways {
  const keyOf = (category: number | undefined, unit: number | undefined): string | null =>
    category === undefined || !unit ? null : pairCode(cache.codes.code(category), cache.codes.code(unit));
  const countsIn = (window: Window): ReadonlyMap<string, number> => {
    const ids = new Map<number, number>();
    eachOpening(cache, service, window, ({ category, unit }, i) => {
      const both = (category[i] ?? 0) * 2 ** 26 + (unit[i] ?? 0);
      ids.set(both, (ids.get(both) ?? 0) + 1);
    });
    const counts = new Map<string, number>();
    for (const [both, n] of ids) {
      const key = keyOf(Math.floor(both / 2 ** 26), both % 2 ** 26);
      if (key !== null) counts.set(key, n);
    }
    return counts;
  };
  const all = things.flatMap(({ keys }) => keys);
  return {
    opened: (windows) =>
      cache.view(() =>
        windows.map((window) => {
          const counts = countsIn(window);
          return byThing(
            things,
            all.map((key) => counts.get(key) ?? 0),
          );
        }),
      ),
    hours: (keys, { since, until }) => {
      const { starts, counts } = openedHours(cache, {
        service,
        dim: 'total',
        codes: keys.map(() => ''),
        since,
        until,
      });
      const own = new Map(keys.map((key, i) => [key, i]));
      const rows = counts.map((row) => row.map(() => 0));
      cache.view(() =>
        eachOpening(cache, service, { since: starts[0] ?? since, until }, (among, i) => {
          const row = rows[own.get(keyOf(among.category[i], among.unit[i]) ?? '') ?? -1];
          const hour = starts.findLastIndex((start) => start <= (among.at[i] ?? 0));
          if (row !== undefined && hour >= 0) row[hour] = (row[hour] ?? 0) + 1;
        }),
      );
      return { starts, counts: rows };
    },
  };
}
