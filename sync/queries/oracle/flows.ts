import { DateTime } from 'luxon';
import { isWorked, startOf } from '../../contract/calendar.ts';
import { DAY, HOUR } from '../../contract/instants.ts';
import type { Data, Params } from '../../contract/questions/index.ts';
import type { CaseRecord } from '../../contract/records.ts';
import { markToday } from './cases.ts';
import type { Counted } from './counted.ts';
import { marksIn, unusualPast } from './unusual.ts';
import { bandOf, earlierWeeks } from '../usual.ts';

/** The questions of flows.ts answered by looking at every case, for tests. Slow and plain on purpose. */

const closedAt = (c: CaseRecord): number => Math.max(c.closedAt ?? Infinity, c.openedAt);
const dueAt = (c: CaseRecord): number => Math.max(c.dueAt ?? Infinity, c.openedAt);
const isOpen = (c: CaseRecord, at: number): boolean => c.openedAt <= at && closedAt(c) > at;
const count = (cases: readonly CaseRecord[], is: (c: CaseRecord) => boolean): number =>
  cases.filter(is).length;
const within = (t: number, since: number, until: number): boolean => since <= t && t <= until;

type Whose = Pick<Params<'flow'>, 'service' | 'category' | 'unit' | 'area'>;
/** `family` is the unit or area asked about with its predecessors. */
function theirs(
  all: Counted,
  { service, category, unit, area }: Whose,
  family: readonly string[],
): CaseRecord[] {
  return all.cases.filter(
    (c) =>
      c.service === service &&
      (category === undefined || c.category === category) &&
      (unit === undefined || family.includes(c.unit ?? '?')) &&
      (area === undefined || family.includes(c.area ?? '?')),
  );
}

export function countFlow(all: Counted, params: Params<'flow'>, family: readonly string[]): Data<'flow'> {
  const { at, profile } = all;
  const cases = theirs(all, params, family);
  const since = startOf(params.range, at, profile.city);
  const soon = at + profile.rules.dueSoonHours * HOUR;
  const closed = cases.filter((c) => within(closedAt(c), since, at));
  const returned = cases.flatMap((c) =>
    (c.events ?? []).filter((e) => e.what === 'reopened' && within(Math.max(e.at, c.openedAt), since, at)),
  );
  const kept = profile.services.find(({ id }) => id === params.service)?.sums.includes('quality') ?? false;
  return {
    since,
    before: count(cases, (c) => isOpen(c, since - 1)),
    opened: count(cases, (c) => within(c.openedAt, since, at)),
    closed: closed.length,
    late: count(closed, (c) => closedAt(c) > dueAt(c)),
    open: count(cases, (c) => isOpen(c, at)),
    dueSoon: count(cases, (c) => isOpen(c, at) && dueAt(c) > at && dueAt(c) <= soon),
    overdue: count(cases, (c) => isOpen(c, at) && dueAt(c) <= at),
    returned: kept && params.category === undefined && params.area === undefined ? returned.length : null,
  };
}

export function countDays(
  all: Counted,
  params: Params<'days'>,
  family: readonly string[],
): Data<'days'>['rows'] {
  const { at, profile } = all;
  const { city, rules } = profile;
  const zone = { zone: city.timeZone };
  const cases = theirs(all, params, family);
  const held = all.cases.filter((c) => c.service === params.service).map((c) => c.openedAt);
  const first = Math.min(...held);
  const today = DateTime.fromMillis(at, zone).startOf('day');
  const { service, category, unit, area } = params;
  const by =
    category !== undefined ? 'category' : unit !== undefined ? 'unit' : area === undefined ? 'all' : 'area';
  const key = category ?? unit ?? area ?? '';
  const over = Array.from({ length: params.days - 1 }, (_, i) => {
    const day = today.minus({ days: params.days - 1 - i });
    return { start: day.toMillis(), end: day.endOf('day').toMillis() };
  });
  const marked = unusualPast(all, { service, by }, key, over);
  const soFarWeeks = earlierWeeks('today', at, city, rules.usual.weeks, first);
  const now =
    by === 'all'
      ? markToday(all, service)
      : marksIn(all, { service, by }, [{ since: today.toMillis(), until: at }, soFarWeeks])?.get(key);
  return Array.from({ length: params.days }, (_, i) => {
    const day = today.minus({ days: params.days - 1 - i });
    const [start, end] = [day.toMillis(), Math.min(day.endOf('day').toMillis(), at)];
    const openedIn = (since: number, until: number): number =>
      count(cases, (c) => within(c.openedAt, since, until));
    const weeks = Array.from({ length: rules.usual.weeks }, (_, w) => day.minus({ weeks: w + 1 }))
      .filter((same) => same.toMillis() >= first)
      .map((same) => openedIn(same.toMillis(), same.endOf('day').toMillis()));
    const soFar = soFarWeeks.map((w) => openedIn(w.since, w.until));
    const closed = cases.filter((c) => within(closedAt(c), start, end));
    return {
      date: day.toISODate() ?? '',
      start,
      worked: isWorked(start, city),
      known: start >= DateTime.fromMillis(first, zone).startOf('day').toMillis(),
      opened: openedIn(start, end),
      closed: closed.length,
      late: count(closed, (c) => closedAt(c) > dueAt(c)),
      open: count(cases, (c) => isOpen(c, end)),
      overdue: count(cases, (c) => isOpen(c, end) && dueAt(c) <= end),
      usual: bandOf(i === params.days - 1 ? soFar : weeks, rules.usual),
      unusual: i === params.days - 1 ? Boolean(now) : marked.has(start),
    };
  });
}

/** How many open cases are at least so many days old, and less than so many. */
export function countAges(all: Counted, service: string, unit: string | undefined) {
  const { at } = all;
  const known = new Set(all.profile.units.map(({ id }) => id));
  const open = all.cases.filter(
    (c) =>
      c.service === service &&
      isOpen(c, at) &&
      (unit === undefined || (unit === '?' ? !known.has(c.unit ?? '') : c.unit === unit)),
  );
  return (from: number, to: number | null): { count: number; overdue: number } => {
    const old = open.filter((c) => {
      const age = (at - c.openedAt) / DAY;
      return age >= from && age < (to ?? Infinity);
    });
    return { count: old.length, overdue: count(old, (c) => dueAt(c) <= at) };
  };
}

/** Ratings given and returns in a range, of one unit or of all. */
export function countQuality(
  all: Counted,
  params: Pick<Params<'quality'>, 'service' | 'range'>,
  unit?: string,
) {
  const since = startOf(params.range, all.at, all.profile.city);
  const known = new Set(all.profile.units.map(({ id }) => id));
  const cases = all.cases.filter(
    (c) =>
      c.service === params.service &&
      (unit === undefined || (known.has(c.unit ?? '') ? c.unit : '?') === unit),
  );
  const ratings = [0, 0, 0, 0, 0];
  let returned = 0;
  for (const c of cases) {
    const events = c.events ?? [];
    const given = events.filter((e) => e.what === 'rated').map((e) => e.at);
    const rated = given.length > 0 ? Math.max(...given) : (c.closedAt ?? c.openedAt);
    if (c.rating !== undefined && within(Math.max(rated, c.openedAt), since, all.at))
      ratings[c.rating - 1] = (ratings[c.rating - 1] ?? 0) + 1;
    returned += events.filter(
      (e) => e.what === 'reopened' && within(Math.max(e.at, c.openedAt), since, all.at),
    ).length;
  }
  return { ratings, returned, closed: count(cases, (c) => within(closedAt(c), since, all.at)) };
}
