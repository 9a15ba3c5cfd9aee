import { DateTime } from 'luxon';
import { startOf } from '../../contract/calendar.ts';
import { HOUR } from '../../contract/instants.ts';
import type { Area } from '../../contract/profile.ts';
import type { Data, Params } from '../../contract/questions/index.ts';
import { bandIn, earliest, isOpen, isOverdue, of, opened, weeksOf, type Counted } from './counted.ts';
import { isThere, marksIn } from './unusual.ts';

export function countAreas(all: Counted, params: Params<'areas'>): Data<'areas'> {
  const everything = of(all, params.service);
  const cases = everything.filter((c) => params.category === undefined || c.category === params.category);
  const since = startOf(params.range, all.at, all.profile.city);
  const weeks = weeksOf(all, params.range, everything);
  const now = opened(cases, since, all.at);
  const there = all.profile.areas.filter((area) => isThere(all, area, all.at));
  const { service, category } = params;
  const told = { service, by: category === undefined ? 'area' : 'categoryArea', category } as const;
  const marks = marksIn(all, told, [{ since, until: all.at }, weeks]);
  const rows = there.map((area) => {
    const { id } = area;
    const here = cases.filter((c) => c.area === id);
    const lived = weeks.filter((w) => isThere(all, area, w.since));
    const usual = bandIn(all, lived, here);
    const count = opened(here, since, all.at).length;
    return {
      area: id,
      count,
      usual,
      ratio: usual === null || usual.median === 0 ? null : count / usual.median,
      unusual: marks?.get(category === undefined ? id : `${category} ${id}`)?.mark ?? null,
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
  const { hours } = rule;
  const { service } = params;
  const cases = of(all, service);
  const since = all.at - hours * HOUR;
  const first = earliest(cases) ?? Infinity;
  const weeks = Array.from({ length: usual.weeks }, (_, i) =>
    DateTime.fromMillis(all.at, { zone: all.profile.city.timeZone })
      .minus({ weeks: i + 1 })
      .toMillis(),
  )
    .map((until) => ({ since: until - hours * HOUR, until }))
    .filter((w) => w.since >= first);
  const marks = marksIn(all, { service, by: 'categoryArea' }, [{ since, until: all.at }, weeks], rule);
  const rows = [...(marks?.keys() ?? [])].flatMap((key) => {
    const [category = '', code] = key.split(' ');
    const area = all.profile.areas.find(({ id }) => id === code);
    if (area === undefined) return [];
    const here = cases.filter((c) => c.area === code && c.category === category);
    const now = opened(here, since, all.at);
    const lived = weeks.filter((w) => isThere(all, area, w.since));
    const mean = lived.reduce((sum, w) => sum + opened(here, w.since, w.until).length, 0) / lived.length;
    const units = [...new Set(now.flatMap((c) => c.unit ?? []))].sort();
    const many = (unit: string): number => now.filter((c) => c.unit === unit).length;
    const due = now.flatMap(({ dueAt, closedAt }) =>
      dueAt !== undefined && dueAt > all.at && (closedAt ?? Infinity) > all.at ? [dueAt] : [],
    );
    const top = units.reduce<string | null>(
      (best, u) => (best === null || many(u) > many(best) ? u : best),
      null,
    );
    return [
      {
        ...{ area: area.id, category, point: area.centroid, count: now.length, hours, usual: mean },
        ratio: now.length / Math.max(1, mean),
        unit: all.profile.units.some((u) => u.id === top) ? top : null,
        overdue: now.filter((c) => isOverdue(c, all.at)).length,
        due: due.length === 0 ? null : Math.min(...due),
      },
    ];
  });
  const keyOf = ({ category, area }: (typeof rows)[number]): string => `${category}\0${area}`;
  rows.sort((a, b) => b.ratio - a.ratio || b.count - a.count || (keyOf(a) < keyOf(b) ? -1 : 1));
  return { hours, rows: rows.slice(0, params.limit ?? rule.limit) };
}
