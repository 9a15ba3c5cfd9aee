import { DateTime } from 'luxon';
import { isWorked, startOf } from '../../contract/calendar.ts';
import { cellOf, packCells } from '../../contract/heat-cells.ts';
import { HOUR } from '../../contract/instants.ts';
import type { Data, Params } from '../../contract/questions/index.ts';
import type { CaseRecord } from '../../contract/records.ts';
import { bandOf } from '../usual.ts';
import {
  bandIn,
  closedAt,
  dueAt,
  earliest,
  isOpen,
  isOverdue,
  of,
  opened,
  weeksOf,
  within,
  type Counted,
  type Week,
} from './counted.ts';
import { marksIn, serviceMark } from './unusual.ts';

/**
 * The questions answered by looking at every case, for tests to hold the answers from kept sums against.
 * Slow and plain on purpose: nothing here but filters. Only what an earlier week is and how a band is made
 * are shared with the answers; those are tested by themselves.
 */
export function countToday(all: Counted, { service }: Params<'today'>): Data<'today'> {
  const cases = of(all, service);
  const zone = { zone: all.profile.city.timeZone };
  const midnight = DateTime.fromMillis(all.at, zone).startOf('day');
  const weeks = weeksOf(all, 'today', cases);
  const hourOf = (c: CaseRecord, day: DateTime): number =>
    Math.floor(DateTime.fromMillis(c.openedAt, zone).startOf('hour').diff(day).as('hours'));
  const length = Math.round(midnight.plus({ days: 1 }).diff(midnight).as('hours'));
  const hours = Array.from({ length }, (_, i) => {
    const start = midnight.toMillis() + i * HOUR;
    const inHour = opened(cases, midnight.toMillis(), all.at).filter((c) => hourOf(c, midnight) === i);
    return {
      start,
      count: start > all.at ? null : inHour.length,
      usual: usualHour(all, cases, weeks, start),
    };
  });
  const count = opened(cases, midnight.toMillis(), all.at).length;
  return {
    since: midnight.toMillis(),
    count,
    usual: bandIn(all, weeks, cases),
    unusual: markToday(all, service),
    hours,
    days: weeks.length,
  };
}

/** A service's mark of the day so far. */
export const markToday = (all: Counted, service: string): Data<'today'>['unusual'] =>
  serviceMark(all, service, (cases) => [
    { since: startOf('today', all.at, all.profile.city), until: all.at },
    weeksOf(all, 'today', cases),
  ])?.mark ?? null;

/** The same wall-clock hour of the earlier days; a day that skips it says nothing, of a doubled hour the first counts. */
function usualHour(
  all: Counted,
  cases: readonly CaseRecord[],
  weeks: readonly Week[],
  start: number,
): Data<'today'>['usual'] {
  const zone = { zone: all.profile.city.timeZone };
  const clock = DateTime.fromMillis(start, zone);
  const counts = weeks.flatMap((week) => {
    const midnight = DateTime.fromMillis(week.since, zone);
    const like = Array.from({ length: 25 }, (_, i) => midnight.plus({ hours: i })).find(
      (hour) => hour.hour === clock.hour && hour.hasSame(midnight, 'day'),
    );
    if (like === undefined) return [];
    return [opened(cases, like.toMillis(), like.toMillis() + HOUR - 1).length];
  });
  return bandOf(counts, all.profile.rules.usual);
}

export function countBacklog(all: Counted, { service }: Params<'backlog'>): Data<'backlog'> {
  const soonHours = all.profile.rules.dueSoonHours;
  const open = of(all, service).filter((c) => isOpen(c, all.at));
  const overdue = open.filter((c) => isOverdue(c, all.at)).length;
  const dueSoon = open.filter((c) => dueAt(c) > all.at && dueAt(c) <= all.at + soonHours * HOUR).length;
  const untimed = open.filter((c) => c.dueAt === undefined).length;
  const within = open.length - overdue - dueSoon - untimed;
  return { open: open.length, within, dueSoon, overdue, untimed, soonHours };
}

export function countCategories(all: Counted, params: Params<'categories'>): Data<'categories'> {
  const known = all.profile.services.find((s) => s.id === params.service)?.categories.map((c) => c.id) ?? [];
  const named = (c: CaseRecord): string => (known.includes(c.category) ? c.category : '?');
  const cases = of(all, params.service);
  const since = startOf(params.range, all.at, all.profile.city);
  const weeks = weeksOf(all, params.range, cases);
  const now = opened(cases, since, all.at);
  const told = { service: params.service, by: 'category' } as const;
  const marks = marksIn(all, told, [{ since, until: all.at }, weeks]);
  const rows = [...known, '?']
    .map((category) => ({
      category,
      count: now.filter((c) => named(c) === category).length,
      usual: bandIn(
        all,
        weeks,
        cases.filter((c) => named(c) === category),
      ),
      unusual: marks?.get(category)?.mark ?? null,
      overdue: cases.filter((c) => named(c) === category && isOverdue(c, all.at)).length,
    }))
    .filter((row) => row.count > 0)
    .sort((a, b) => b.count - a.count || (a.category < b.category ? -1 : 1));
  const left = rows.slice(params.limit);
  return {
    since,
    total: now.length,
    rows: rows.slice(0, params.limit),
    others: {
      categories: left.length,
      count: left.reduce((n, row) => n + row.count, 0),
      overdue: left.reduce((n, row) => n + row.overdue, 0),
    },
  };
}

type Judged = Data<'units'>['city'];

function judgedOf(cases: readonly CaseRecord[], since: number, at: number): Judged {
  const closed = cases.filter((c) => within(closedAt(c), since, at));
  const late = closed.filter((c) => closedAt(c) > Math.max(dueAt(c), c.openedAt)).length;
  const overdue = cases.filter((c) => isOverdue(c, at)).length;
  const judged = closed.length + overdue;
  return {
    closed: closed.length,
    late,
    open: cases.filter((c) => isOpen(c, at)).length,
    overdue,
    onTime: judged === 0 ? null : (closed.length - late) / judged,
  };
}

/** All units as the answer should have them, in no order. */
export function countUnits(
  all: Counted,
  params: Params<'units'>,
): { since: number; city: Judged; rows: Map<string, Judged> } {
  const { units, city } = all.profile;
  const since = startOf(params.range, all.at, city);
  const cases = of(all, params.service);
  const named = (c: CaseRecord): string => units.find((u) => u.id === c.unit)?.id ?? '?';
  const rows = new Map<string, Judged>();
  for (const unit of [...units.map((u) => u.id), '?']) {
    const judged = judgedOf(
      cases.filter((c) => named(c) === unit),
      since,
      all.at,
    );
    if (judged.closed + judged.open > 0) rows.set(unit, judged);
  }
  return { since, city: judgedOf(cases, since, all.at), rows };
}

/** What of each named unit's cases was missed, for `chance.ts`. */
export const missedBy = (rows: ReadonlyMap<string, Judged>): Map<string, { missed: number; of: number }> =>
  new Map(
    [...rows].flatMap(([unit, { closed, late, overdue }]) =>
      unit === '?' ? [] : [[unit, { missed: late + overdue, of: closed + overdue }]],
    ),
  );

export function countHeat(all: Counted, params: Params<'heat'>): Data<'heat'> {
  const { city } = all.profile;
  const cases = of(all, params.service);
  const zone = { zone: city.timeZone };
  const hourStart = (t: number): number => DateTime.fromMillis(t, zone).startOf('hour').toMillis();
  const since = hourStart(startOf(params.range, all.at, city));
  const cellsIn = (from: number, until: number): Map<string, number> => {
    const cells = new Map<string, number>();
    for (const c of opened(cases, from, until)) {
      if (c.point === undefined) continue;
      const key = cellOf(params.grid, ...c.point).join();
      cells.set(key, (cells.get(key) ?? 0) + 1);
    }
    return cells;
  };
  const weeks =
    params.against === 'usual'
      ? weeksOf(all, params.range, cases).map((w) => cellsIn(hourStart(w.since), w.until))
      : [];
  const cells = [...cellsIn(since, all.at)].map(([key, n]) => {
    const [x = 0, y = 0] = key.split(',').map(Number);
    const usual = weeks.reduce((sum, week) => sum + (week.get(key) ?? 0), 0) / weeks.length;
    return weeks.length < 3 ? { x, y, n } : { x, y, n, usual };
  });
  const now = opened(cases, since, all.at);
  return {
    since,
    grid: params.grid,
    width: weeks.length < 3 ? 3 : 4,
    cells: packCells(cells),
    total: now.length,
    unknown: now.filter((c) => c.point === undefined).length,
  };
}

/** Figures alone: how far a source reaches is no count. */
export function countStrip(all: Counted, params: Params<'strip'>) {
  const { city } = all.profile;
  const rows = params.services.map((service) => {
    const cases = of(all, service);
    const { count, usual } = countToday(all, { service });
    const { closed, open, overdue, onTime } = judgedOf(cases, startOf('30d', all.at, city), all.at);
    const ever = opened(cases, 0, all.at);
    const done = ever.filter((c) => closedAt(c) <= all.at).length;
    const [closed30, onTime30] = [closed, onTime];
    const first = earliest(cases);
    const since30 = first !== null && first > startOf('30d', all.at, city) ? first : null;
    return {
      service,
      today: count,
      usual,
      unusual: markToday(all, service),
      open,
      overdue,
      opened: ever.length,
      closed: done,
      closed30,
      onTime30,
      since30,
    };
  });
  return { since: startOf('today', all.at, city), worked: isWorked(all.at, city), rows };
}
