import { parsePeriod, type Period } from '../../contract/periods.ts';
import type { Indicator } from '../../contract/profile.ts';
import { rhythm as rhythms, type Rhythm } from '../../contract/questions/measures.ts';
import { inRhythm, rhythmsOf } from './indicator-periods.ts';
import { endMonth, merged, yearToDate, type Reading, type Series } from './indicator-series.ts';

/** A value of a course: as it was reported, or worked out of others. */
export interface Value extends Reading {
  derived: boolean;
}

/** All that is known of one indicator, subject and territory, whatever periods it was told in. */
export interface Course {
  territory: string;
  byRhythm: ReadonlyMap<Rhythm, readonly Value[]>;
  /** For what a value should be by its plan. */
  series: Series;
}

const days = (p: Period): string => `${p.from} ${p.to}`;

/** Sums of the months of which every day is known. */
function wholeMonths(readings: readonly Reading[]): Reading[] {
  const byMonth = Map.groupBy(
    readings.filter((r) => r.period.kind === 'day'),
    (r) => r.period.from.slice(0, 7),
  );
  return [...byMonth].flatMap(([text, parts]) => {
    const month = parsePeriod(text);
    const [first, ...rest] = parts;
    if (first === undefined || parts.length < Number(month.to.slice(8))) return [];
    return [
      merged(
        [first, ...rest],
        month,
        parts.reduce((sum, r) => sum + r.value, 0),
      ),
    ];
  });
}

/**
 * Months and quarters as what the year to date grew by. Where two sources differ so far that an amount would
 * fall below nothing, there is no such value.
 */
function differences(toDate: readonly Reading[]): Reading[] {
  const reached = new Map(toDate.map((r) => [`${r.period.year} ${endMonth(r.period)}`, r]));
  return toDate.flatMap((now) => {
    const { year } = now.period;
    const last = endMonth(now.period);
    const since = (months: number, text: string): Reading[] => {
      const period = parsePeriod(text);
      if (last === months) return [{ ...now, period }];
      const before = reached.get(`${year} ${last - months}`);
      if (before === undefined || last < months) return [];
      // Twelve digits: what binary fractions leave behind is no value.
      const value = Number((now.value - before.value).toPrecision(12));
      if (value < 0 && before.value >= 0) return [];
      return [merged([now, before], period, value)];
    };
    const month = since(1, `${year}-${String(last).padStart(2, '0')}`);
    return last % 3 === 0 ? [...month, ...since(3, `${year}-Q${last / 3}`)] : month;
  });
}

/** Every value there is of an amount: reported ones, and what follows from them by adding and taking away. */
function completed(readings: readonly Reading[]): { all: Value[]; toDate: Reading[] } {
  const all = new Map<string, Value>();
  const add = (some: readonly Reading[], derived: boolean): void => {
    for (const r of some) if (!all.has(days(r.period))) all.set(days(r.period), { ...r, derived });
  };
  add(readings, false);
  add(wholeMonths(readings), true);
  const toDate = yearToDate([...all.values()]);
  add(toDate, true);
  add(differences(toDate), true);
  return { all: [...all.values()], toDate };
}

/**
 * The course of one indicator, subject and territory. Of amounts, months, quarters and years are worked out of
 * each other; medians (`whole` false) and rates are only what was reported.
 */
export function courseOf(
  indicator: Indicator,
  territory: string,
  readings: readonly Reading[],
  whole: boolean,
): Course {
  const derive = whole && indicator.accumulates;
  const { all, toDate } = derive
    ? completed(readings)
    : { all: readings.map((r) => ({ ...r, derived: false })), toDate: [] };
  const byRhythm = new Map<Rhythm, Value[]>();
  for (const value of all)
    for (const rhythm of rhythmsOf(indicator, value.period)) {
      const named = { ...value, period: inRhythm(rhythm, value.period) };
      const list = byRhythm.get(rhythm);
      if (list === undefined) byRhythm.set(rhythm, [named]);
      else list.push(named);
    }
  // Amounts of whole years alone are no months to date; a rate told of twelve months is what it was told.
  if (indicator.accumulates && byRhythm.get('cumulative')?.every((r) => endMonth(r.period) === 12) === true)
    byRhythm.delete('cumulative');
  for (const list of byRhythm.values()) list.sort((a, b) => (a.period.to < b.period.to ? -1 : 1));
  return { territory, byRhythm, series: { readings: all, toDate } };
}

/** The rhythms that any of some courses has values of, from the finest. */
export function rhythmsIn(courses: readonly Course[]): Rhythm[] {
  return rhythms.options.filter((one) => courses.some((course) => course.byRhythm.has(one)));
}
