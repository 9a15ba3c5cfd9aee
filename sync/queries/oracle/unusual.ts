import { DateTime } from 'luxon';
import { adjusted } from '../../alerts/detect/fdr.ts';
import type { Area, Unit } from '../../contract/profile.ts';
import type { Mark } from '../../contract/questions/cases.ts';
import type { CaseRecord } from '../../contract/records.ts';
import { thoughtOf } from '../unusual/thought.ts';
import { earliest, of, opened, type Counted, type Week } from './counted.ts';

/**
 * What boards mark where no rule watches it, by looking at every case. Only what is to be thought of counts is shared with the answers;
 * that is tested by itself.
 */

/** What is told: a service as a whole, its fields, or places, of all fields or of one. */
export interface Told {
  service: string;
  by: 'all' | 'category' | 'unit' | 'area' | 'categoryArea';
  category?: string | undefined;
}

interface Limits {
  minimum: number;
  ratio: number;
}
/** Fewer than these many, or less than so many times what is expected, is never marked. */
const USUALLY: Limits = { minimum: 5, ratio: 1.5 };

interface Marked {
  mark: NonNullable<Mark>;
  p: number;
}

/** Whether a unit or an area exists on an instant's local day. */
export function isThere(all: Counted, { validFrom = '', validTo = '9999' }: Unit | Area, t: number): boolean {
  const day = DateTime.fromMillis(t, { zone: all.profile.city.timeZone }).toFormat('yyyy-MM-dd');
  return validFrom <= day && day <= validTo;
}

interface Thing {
  key: string;
  place: Unit | Area | null;
  is: (c: CaseRecord) => boolean;
}

function thingsOf({ profile }: Counted, { service, by, category }: Told): Thing[] {
  const own = profile.services.find(({ id }) => id === service)?.categories.map(({ id }) => id) ?? [];
  const fields = own.filter((id) => category === undefined || id === category);
  if (by === 'all') return [{ key: '', place: null, is: () => true }];
  if (by === 'category')
    return fields.map((key) => ({ key, place: null, is: (c: CaseRecord) => c.category === key }));
  if (by === 'unit')
    return profile.units.map((place) => ({ key: place.id, place, is: (c) => c.unit === place.id }));
  if (by === 'area')
    return profile.areas.map((place) => ({ key: place.id, place, is: (c) => c.area === place.id }));
  return fields.flatMap((field) =>
    profile.areas.map((place) => ({
      key: `${field} ${place.id}`,
      place,
      is: (c: CaseRecord) => c.category === field && c.area === place.id,
    })),
  );
}

/** What is unusual at the instant, of a stretch of time that ends then and the same in earlier weeks; null where nothing can be said. */
export function marksIn(
  all: Counted,
  told: Told,
  [now, weeks]: readonly [Week, readonly Week[]],
  { minimum, ratio }: Limits = USUALLY,
): Map<string, Marked> | null {
  const cases = of(all, told.service);
  const first = earliest(cases);
  if (first === null || first > all.at || weeks.length < 3) return null;
  const rate = all.profile.rules.usual.chance;
  const things = thingsOf(all, told).filter(({ place }) => place === null || isThere(all, place, all.at));
  const tested = things.map(({ is, place }) => {
    const mine = cases.filter(is);
    return {
      count: opened(mine, now.since, now.until).length,
      earlier: weeks
        .filter((w) => place === null || isThere(all, place, w.since))
        .map((w) => opened(mine, w.since, w.until).length),
    };
  });
  const thoughts = thoughtOf(tested, { rate, minimum });
  return new Map(
    things.flatMap(({ key }, i): [string, Marked][] => {
      const [count, { p, expected } = { p: 1, expected: 0 }] = [tested[i]?.count ?? 0, thoughts[i]];
      const isMarked = p <= rate && count >= minimum && count >= ratio * expected;
      return isMarked ? [[key, { mark: { since: now.since, count, expected }, p }]] : [];
    }),
  );
}

/** A service as a whole, among all services of the city. */
export function serviceMark(
  all: Counted,
  service: string,
  windows: (cases: readonly CaseRecord[]) => readonly [Week, readonly Week[]],
): Marked | undefined {
  const tests = all.profile.services.flatMap(({ id }) => {
    const found = marksIn(all, { service: id, by: 'all' }, windows(of(all, id)));
    return found === null ? [] : [{ id, own: found.get('') }];
  });
  const ps = adjusted(tests.map(({ own }) => own?.p ?? 1));
  const at = tests.findIndex(({ id }) => id === service);
  const [p, own] = [ps[at] ?? 1, tests[at]?.own];
  return own !== undefined && p <= all.profile.rules.usual.chance ? { ...own, p } : undefined;
}

/** Which whole days that are over are unusual among those that are shown, by their first instants. */
export function unusualPast(
  all: Counted,
  told: Told,
  key: string,
  days: readonly { start: number; end: number }[],
): Set<number> {
  const { weeks } = all.profile.rules.usual;
  const zone = { zone: all.profile.city.timeZone };
  const tests = days.flatMap(({ start, end }) => {
    const local = DateTime.fromMillis(start, zone);
    const windows = (cases: readonly CaseRecord[]): [Week, Week[]] => [
      { since: start, until: end },
      Array.from({ length: weeks }, (_, w) => local.minus({ weeks: w + 1 }))
        .filter((day) => day.toMillis() >= (earliest(cases) ?? Infinity))
        .map((day) => ({ since: day.toMillis(), until: day.endOf('day').toMillis() })),
    ];
    const own = windows(of(all, told.service));
    if (own[1].length < 3) return [];
    const then = { ...all, at: end };
    const found =
      told.by === 'all' ? serviceMark(then, told.service, windows) : marksIn(then, told, own)?.get(key);
    return [{ start, p: found?.p ?? 1 }];
  });
  const ps = adjusted(tests.map(({ p }) => p));
  return new Set(
    tests.flatMap(({ start }, i) => ((ps[i] ?? 1) <= all.profile.rules.usual.chance ? [start] : [])),
  );
}
