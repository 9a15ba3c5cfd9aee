import { DateTime } from 'luxon';
import { parsePeriod } from '../../contract/periods.ts';
import type { Indicator, Profile } from '../../contract/profile.ts';
import type { Data, Params } from '../../contract/questions/index.ts';
import type { Rhythm, SeriesPoint } from '../../contract/questions/measures.ts';
import type { Certainty, MeasureRecord } from '../../contract/records.ts';
import { adjusted } from '../../alerts/detect/fdr.ts';
import { dailyUsual } from '../measures/daily-usual.ts';
import { bandOf } from '../usual.ts';
import { chanceOf, forecastSeries } from '../../forecast/index.ts';

/**
 * The questions about measures answered by looking at every record, for tests. Slow and plain on purpose. Only
 * how a band is made, Student's law and how a series is forecast are shared with the answers; those are tested by
 * themselves.
 */
export interface Measured {
  profile: Profile;
  records: readonly MeasureRecord[];
  at: number;
}

type Value = Pick<SeriesPoint, 'value' | 'status' | 'provenance' | 'derived'>;
const SURE = ['estimated', 'provisional', 'official'] as const;

const dateOf = (all: Measured): string =>
  DateTime.fromMillis(all.at, { zone: all.profile.city.timeZone }).toISODate() ?? '';
/** A measure that is a value, and not what somebody expects. */
type Told = MeasureRecord & { status: Certainty };
const isTold = (m: MeasureRecord): m is Told => m.status !== 'forecast';
const remembered = new WeakMap<Measured, Told[]>();

/** What is known of the instant: looked up once, since everything asks for it. */
export function known(all: Measured): Told[] {
  const before = remembered.get(all);
  if (before !== undefined) return before;
  const today = dateOf(all);
  const found = all.records
    .filter(isTold)
    .filter((m) => m.reportedAt <= all.at || parsePeriod(m.period).to < today);
  remembered.set(all, found);
  return found;
}

type ByDays = ReadonlyMap<string, Told>;

/** By the days a value is of, whatever they are called; the first of several that are of the same. */
function byDays(some: readonly Told[]): ByDays {
  const found = new Map<string, Told>();
  for (const m of some) {
    const { from, to } = parsePeriod(m.period);
    if (!found.has(`${from} ${to}`)) found.set(`${from} ${to}`, m);
  }
  return found;
}
const reported = (some: ByDays, from: string, to: string): Told | undefined => some.get(`${from} ${to}`);

function together(parts: readonly Value[], value: number): Value {
  const surety = Math.min(...parts.map((p) => SURE.indexOf(p.status)));
  const demo = parts.some((p) => p.provenance === 'demo');
  return {
    value: Number(value.toPrecision(12)),
    status: SURE[surety] ?? 'official',
    provenance: demo ? 'demo' : 'published',
    derived: true,
  };
}

const as = (m: Told): Value => ({
  value: m.value,
  status: m.status,
  provenance: m.provenance,
  derived: false,
});
const two = (n: number): string => String(n).padStart(2, '0');
const firstOf = (year: number, month: number): string => `${year}-${two(month)}-01`;
const lastOf = (year: number, month: number): string =>
  `${year}-${two(month)}-${new Date(Date.UTC(year, month, 0)).getUTCDate()}`;

/** A month: as reported, or the sum of its days where none is missing. */
function monthAsTold(some: ByDays, year: number, month: number): Value | null {
  const told = reported(some, firstOf(year, month), lastOf(year, month));
  if (told !== undefined) return as(told);
  const length = Number(lastOf(year, month).slice(8));
  const days: Value[] = [];
  for (let day = 1; day <= length; day++) {
    const date = `${year}-${two(month)}-${two(day)}`;
    const own = reported(some, date, date);
    if (own === undefined) return null;
    days.push(as(own));
  }
  return together(
    days,
    days.reduce((sum, d) => sum + d.value, 0),
  );
}

/** From New Year to the end of a month: as reported, else the longest last part on top of what is before it. */
function toDate(some: ByDays, year: number, month: number): Value | null {
  if (month === 0) return null;
  const whole = reported(some, firstOf(year, 1), lastOf(year, month));
  if (whole !== undefined) return as(whole);
  if (month === 1) return monthAsTold(some, year, 1);
  for (let start = 2; start <= month; start++) {
    const part = reported(some, firstOf(year, start), lastOf(year, month));
    const last = part === undefined ? (start === month ? monthAsTold(some, year, month) : null) : as(part);
    const before = toDate(some, year, start - 1);
    if (last !== null && before !== null) return together([last, before], last.value + before.value);
  }
  return null;
}

function amount(some: ByDays, year: number, first: number, last: number): Value | null {
  const told = reported(some, firstOf(year, first), lastOf(year, last));
  if (told !== undefined) return as(told);
  const days = first === last ? monthAsTold(some, year, first) : null;
  if (days !== null) return days;
  const now = toDate(some, year, last);
  if (first === 1 || now === null) return now === null ? null : { ...now, derived: true };
  const before = toDate(some, year, first - 1);
  if (before === null) return null;
  const value = now.value - before.value;
  return Number(value.toPrecision(12)) < 0 && before.value >= 0 ? null : together([now, before], value);
}

/** Whole-year and shorter periods of a rhythm in some years, by their names. */
function named(rhythm: Rhythm, year: number): [string, number, number][] {
  const months = Array.from({ length: 12 }, (_, i) => i + 1);
  if (rhythm === 'month') return months.map((m) => [`${year}-${two(m)}`, m, m]);
  if (rhythm === 'cumulative') return months.map((m) => [`${year}-${m}M`, 1, m]);
  if (rhythm === 'quarter') return [1, 2, 3, 4].map((q) => [`${year}-Q${q}`, q * 3 - 2, q * 3]);
  return [[String(year), 1, 12]];
}

/** The values of one rhythm, subject and territory by period. */
function valuesOf(
  all: Measured,
  indicator: Indicator,
  of: { subject: string; territory: string; rhythm: Rhythm },
): Map<string, Value> {
  const some = known(all).filter(
    (m) => m.indicator === indicator.id && m.subject === of.subject && m.territory === of.territory,
  );
  const plain = of.rhythm === 'day' || of.rhythm === 'span' || !indicator.accumulates;
  if (plain)
    return new Map(
      some.filter((m) => parsePeriod(m.period).kind === of.rhythm).map((m) => [m.period, as(m)]),
    );
  const told = byDays(some);
  const years = [...new Set(some.map((m) => parsePeriod(m.period).year))];
  return new Map(
    years.flatMap((year) =>
      named(of.rhythm, year).flatMap(([text, first, last]): [string, Value][] => {
        const value = amount(told, year, first, last);
        return value === null ? [] : [[text, value]];
      }),
    ),
  );
}

function before(rhythm: Rhythm, text: string): string | null {
  const p = parsePeriod(text);
  const date = DateTime.fromISO(p.from);
  switch (rhythm) {
    case 'day':
      return date.minus({ days: 1 }).toISODate();
    case 'month':
      return date.minus({ months: 1 }).toFormat('yyyy-MM');
    case 'quarter':
      return date.minus({ months: 3 }).toFormat("yyyy-'Q'q");
    case 'year':
      return String(p.year - 1);
    case 'cumulative':
      return text.endsWith('-1M') ? null : `${p.year}-${Number(p.to.slice(5, 7)) - 1}M`;
    case 'span':
      return null;
  }
}

/** Of a series: value, certainty and what it is compared with, by territory and period, the oldest first. */
export function countSeries(
  all: Measured,
  { indicator: code, subject = 'city', rhythm }: Params<'indicator'> & { rhythm: Rhythm },
): object[] {
  const indicator = all.profile.indicators.indicators.find(({ id }) => id === code);
  if (indicator === undefined) throw new Error(code);
  const rate = indicator.unit.en.includes('%');
  const points = ['old', 'now'].flatMap((territory, order) => {
    const values = valuesOf(all, indicator, { subject, territory, rhythm });
    const whole = [...values.keys()].every((text) => parsePeriod(text).to.endsWith('-12-31'));
    if (rhythm === 'cumulative' && indicator.accumulates && whole) return [];
    const against = (value: Value, other: string | null): object | null => {
      const than = other === null ? undefined : values.get(other);
      if (than === undefined) return null;
      const gap = value.value - than.value;
      const share = than.value === 0 ? null : gap / Math.abs(than.value);
      return { period: other, value: than.value, change: rate ? null : share, points: rate ? gap : null };
    };
    return [...values].map(([period, value]) => {
      const last = period.replace(/\d{4}(?=$|-)/g, (y) => String(Number(y) - 1));
      const grows = rhythm === 'cumulative' && indicator.accumulates;
      const previous = grows ? null : against(value, before(rhythm, period));
      const point = { period, territory, ...value, samePeriod: against(value, last), previous };
      return { point, to: parsePeriod(period).to, order };
    });
  });
  points.sort((a, b) => (a.to === b.to ? a.order - b.order : a.to < b.to ? -1 : 1));
  return points.map(({ point }) => point);
}

/** What an amount told by months comes to by its newest year's end; or how many months in a row there are; null where there are none. */
export function countAhead(
  all: Measured,
  code: string,
): { period: string; mean: number; chance: number | null } | { have: number } | 'done' | null {
  const indicator = all.profile.indicators.indicators.find(({ id }) => id === code);
  if (indicator === undefined) throw new Error(code);
  const of = { subject: 'city', territory: 'now' };
  const months = valuesOf(all, indicator, { ...of, rhythm: 'month' });
  const reached = valuesOf(all, indicator, { ...of, rhythm: 'cumulative' });
  const ends = [...reached.keys()].map((text) => parsePeriod(text).to).sort();
  const last = ends.at(-1);
  if (last === undefined) return null;
  const [year = 0, month = 0] = last.split('-').map(Number);
  if (month === 12) return 'done';
  const brought: number[] = [];
  for (let date = DateTime.fromISO(last); ; date = date.minus({ months: 1 })) {
    const one = months.get(date.toFormat('yyyy-MM'));
    if (one === undefined) break;
    brought.unshift(one.value);
  }
  const ahead = forecastSeries({ values: brought, season: 12 }, 12 - month);
  if (!ahead.ok) return { have: brought.length };
  const already = reached.get(`${year}-${month}M`)?.value ?? 0;
  const plan = indicator.plans?.find((p) => p.year === year && p.territory === 'now' && p.basis === 'year');
  const mean = already + ahead.sum.mean;
  const target = plan?.value ?? null;
  const sure = target !== null && already >= target && brought.every((value) => value >= 0);
  const chance = target === null ? null : sure ? 1 : chanceOf(target, 'higher', { mean, sd: ahead.sum.sd });
  return { period: `${year}-12M`, mean, chance };
}

/** Daily indicators in the profile's order, all but how far they are behind and how they stand against a plan. */
export function countDaily(
  all: Measured,
  days: number,
): Omit<Data<'daily'>['rows'][number], 'behind' | 'state' | 'reason'>[] {
  const { usual } = all.profile.rules;
  const yesterday = DateTime.fromISO(dateOf(all)).minus({ days: 1 }).toISODate() ?? '';
  const daily = all.profile.indicators.indicators.filter(
    (one) => one.frequency === 'day' && one.level === 'city',
  );
  const toldOf = (one: Indicator): Told[] =>
    known(all).filter(
      (m) =>
        m.indicator === one.id &&
        m.subject === 'city' &&
        m.territory === 'now' &&
        parsePeriod(m.period).kind === 'day',
    );
  const thoughts = daily.map((one) => {
    const told = toldOf(one).sort((a, b) => (a.period < b.period ? -1 : 1));
    const readings = told.map(({ period, value }) => ({ period: parsePeriod(period), value }));
    return dailyUsual(one, readings, all.profile.city);
  });
  const tested = thoughts.flatMap((thought) => thought ?? []);
  const ps = adjusted(tested.map(({ p }) => p));
  return daily.flatMap((one, i) => {
    const told = toldOf(one);
    const thought = thoughts[i] ?? null;
    const p = thought === null ? null : (ps[tested.indexOf(thought)] ?? 1);
    const byDate = new Map(told.map((m) => [m.period, m]));
    const on = (date: string | null): Told | undefined => byDate.get(date ?? '');
    const newest = told
      .map((m) => m.period)
      .sort()
      .at(-1);
    const back = (n: number): Told | undefined =>
      newest === undefined ? undefined : on(DateTime.fromISO(newest).minus({ days: n }).toISODate());
    const now = back(0);
    const against = (other: Told | undefined): Data<'daily'>['rows'][number]['before'] => {
      if (now === undefined || other === undefined) return null;
      const change = other.value === 0 ? null : (now.value - other.value) / Math.abs(other.value);
      return { period: other.period, value: other.value, change, points: null };
    };
    const weeks = Array.from({ length: usual.weeks }, (_, i) => back(7 * i + 7)).flatMap(
      (m) => m?.value ?? [],
    );
    const band = bandOf(weeks, usual);
    const history = (end: string): Data<'daily'>['rows'][number]['history'] =>
      Array.from({ length: days }, (_, i) => {
        const date = DateTime.fromISO(end).minus({ days: days - 1 - i });
        const period = date.toISODate() ?? '';
        const same = Array.from({ length: usual.weeks }, (__, i) =>
          on(date.minus({ weeks: i + 1 }).toISODate()),
        );
        const band = bandOf(
          same.flatMap((m) => m?.value ?? []),
          usual,
        );
        return { period, value: on(period)?.value ?? null, usual: band };
      });
    return [
      {
        indicator: one.id,
        period: newest ?? null,
        value: now?.value ?? null,
        status: now?.status ?? null,
        provenance: now?.provenance ?? null,
        reportedAt: now?.reportedAt ?? null,
        before: against(back(1)),
        weekAgo: against(back(7)),
        usual: band,
        stands: now === undefined ? 'unknown' : standing(one, now.value, { weeks, p }, usual),
        history: history(newest !== undefined && newest > yesterday ? newest : yesterday),
      },
    ];
  });
}

function standing(
  one: Indicator,
  value: number,
  { weeks, p }: { weeks: readonly number[]; p: number | null },
  usual: Profile['rules']['usual'],
): Data<'daily'>['rows'][number]['stands'] {
  const band = bandOf(weeks, usual);
  if (band === null || p === null) return 'unknown';
  const out = value < band.low || value > band.high;
  if (!out || p > usual.chance) return 'usual';
  if (one.direction === 'band') return 'outside';
  return value > band.high === (one.direction === 'higher') ? 'better' : 'worse';
}
