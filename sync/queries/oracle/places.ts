import { DateTime } from 'luxon';
import { startOf } from '../../contract/calendar.ts';
import { HOUR } from '../../contract/instants.ts';
import type { Area } from '../../contract/profile.ts';
import type { CaseRecord } from '../../contract/records.ts';
import type { Data, Params } from '../../contract/questions/index.ts';
import { thoughtOf, type Tested } from '../unusual.ts';
import { bandIn, earliest, isOpen, isOverdue, of, opened, weeksOf, type Counted } from './cases.ts';

/** Whether an area exists on an instant's local day. */
function isThere(all: Counted, { validFrom = '', validTo = '9999' }: Area, t: number): boolean {
  const day = DateTime.fromMillis(t, { zone: all.profile.city.timeZone }).toFormat('yyyy-MM-dd');
  return validFrom <= day && day <= validTo;
}

/** Cases of an area now, and in those earlier weeks in which it was there. */
function tested(
  all: Counted,
  area: Area,
  here: readonly CaseRecord[],
  [since, until]: readonly [number, number],
  weeks: readonly { since: number; until: number }[],
): Tested {
  return {
    count: opened(here, since, until).length,
    earlier: weeks
      .filter((w) => isThere(all, area, w.since))
      .map((w) => opened(here, w.since, w.until).length),
  };
}

/** The share of what is marked that may be chance: the greatest of the rules that watch one of these for the service, else the profile's. */
function rateOf(all: Counted, service: string, watched: readonly string[], category?: string): number {
  let rate = -1;
  for (const { on, watch } of all.profile.alerts.rules) {
    if (!on || watch.detector !== 'counts' || watch.service !== service || !watched.includes(watch.by))
      continue;
    if (category !== undefined && watch.categories?.includes(category) === false) continue;
    rate = Math.max(rate, watch.falseDiscovery);
  }
  return rate < 0 ? all.profile.rules.usual.chance : rate;
}

export function countAreas(all: Counted, params: Params<'areas'>): Data<'areas'> {
  const everything = of(all, params.service);
  const cases = everything.filter((c) => params.category === undefined || c.category === params.category);
  const since = startOf(params.range, all.at, all.profile.city);
  const weeks = weeksOf(all, params.range, everything);
  const now = opened(cases, since, all.at);
  const there = all.profile.areas.filter((area) => isThere(all, area, all.at));
  const { service, category } = params;
  const rate = rateOf(all, service, category === undefined ? ['area'] : ['area', 'categoryArea'], category);
  const counted = there.map(({ id }) => cases.filter((c) => c.area === id));
  const thoughts = thoughtOf(
    there.map((area, i) => tested(all, area, counted[i] ?? [], [since, all.at], weeks)),
    { rate },
  );
  const rows = there.map((area, i) => {
    const { id } = area;
    const here = counted[i] ?? [];
    const lived = weeks.filter((w) => isThere(all, area, w.since));
    const usual = bandIn(all, lived, here);
    const count = opened(here, since, all.at).length;
    const thought = thoughts[i];
    return {
      area: id,
      count,
      usual,
      ratio: usual === null || usual.median === 0 ? null : count / usual.median,
      unusual: usual !== null && thought !== undefined && thought.p <= rate && count > thought.expected,
      open: here.filter((c) => isOpen(c, all.at)).length,
      overdue: here.filter((c) => isOverdue(c, all.at)).length,
    };
  });
  const inOne = (areas: readonly Area[]): number =>
    now.filter((c) => areas.some(({ id }) => id === c.area)).length;
  const known = inOne(all.profile.areas);
  return { since, total: now.length, unknown: now.length - known, former: known - inOne(there), rows };
}

export function countHotspots(all: Counted, params: Params<'hotspots'>): Data<'hotspots'> {
  const { hotspot: rule, usual } = all.profile.rules;
  const cases = of(all, params.service);
  const since = all.at - rule.hours * HOUR;
  const first = earliest(cases) ?? Infinity;
  const weeks = Array.from({ length: usual.weeks }, (_, i) =>
    DateTime.fromMillis(all.at, { zone: all.profile.city.timeZone })
      .minus({ days: 7 * (i + 1) })
      .toMillis(),
  ).filter((until) => until - rule.hours * HOUR >= first);
  const known = all.profile.services.find((s) => s.id === params.service)?.categories.map((c) => c.id) ?? [];
  const rows = all.profile.areas.flatMap((area) =>
    [...new Set(cases.map((c) => c.category))].flatMap((category) => {
      const here = cases.filter((c) => c.area === area.id && c.category === category);
      const now = opened(here, since, all.at);
      const lived = weeks.filter((until) => isThere(all, area, until - rule.hours * HOUR));
      const before = lived.map((until) => opened(here, until - rule.hours * HOUR, until).length);
      const mean = before.reduce((a, b) => a + b, 0) / before.length;
      const ratio = now.length / Math.max(1, mean);
      if (!isThere(all, area, all.at) || lived.length < 3 || now.length < rule.minimum || ratio < rule.ratio)
        return [];
      const units = [...new Set(now.flatMap((c) => c.unit ?? []))].sort();
      const many = (unit: string): number => now.filter((c) => c.unit === unit).length;
      const top = units.reduce<string | null>(
        (best, u) => (best === null || many(u) > many(best) ? u : best),
        null,
      );
      const unit = all.profile.units.some((u) => u.id === top) ? top : null;
      const overdue = now.filter((c) => isOverdue(c, all.at)).length;
      const row = {
        area: area.id,
        category: known.includes(category) ? category : '?',
        point: area.centroid,
      };
      return [
        { ...row, count: now.length, hours: rule.hours, usual: mean, ratio, unit, overdue, key: category },
      ];
    }),
  );
  const rate = rateOf(all, params.service, ['categoryArea']);
  const windows = weeks.map((until) => ({ since: until - rule.hours * HOUR, until }));
  const categories = [...new Set([...known, ...rows.map(({ key }) => key)])];
  const pairs = all.profile.areas
    .filter((area) => isThere(all, area, all.at))
    .flatMap((area) => categories.map((category) => ({ area, category })));
  const thoughts = thoughtOf(
    pairs.map(({ area, category }) => {
      const here = cases.filter((c) => c.area === area.id && c.category === category);
      return tested(all, area, here, [since, all.at], windows);
    }),
    { rate, minimum: rule.minimum },
  );
  const isMarked = ({ area, key }: { area: string; key: string }): boolean =>
    pairs.some((pair, i) => pair.area.id === area && pair.category === key && (thoughts[i]?.p ?? 1) <= rate);
  const marked = rows.filter(isMarked);
  marked.sort(
    (a, b) =>
      b.ratio - a.ratio || b.count - a.count || (a.key + '\0' + a.area < b.key + '\0' + b.area ? -1 : 1),
  );
  return { since, rows: marked.slice(0, params.limit ?? rule.limit).map(({ key: _, ...row }) => row) };
}
