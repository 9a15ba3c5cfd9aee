import type { Indicator } from '../../contract/profile.ts';
import { parsePeriod, type Period } from '../../contract/periods.ts';
import type { Rhythm } from '../../contract/questions/measures.ts';
import { mean } from '../mean.ts';
import { courseOf } from './indicator-course.ts';
import { endMonth, newest, seriesOf, type Reading } from './indicator-series.ts';

/** One indicator, subject and territory at equal distances, numbered: the step that ends with a year's end is `last` of it. */
export interface Steps {
  /** Months, quarters, years; amounts to date where values add up within a year. */
  readonly rhythm: Extract<Rhythm, 'month' | 'quarter' | 'cumulative' | 'year'>;
  /** How many there are in a year. */
  readonly perYear: 1 | 4 | 12;
  /** Whether a year begins from nothing and each step adds its part. */
  readonly adds: boolean;
  /** What each step brought; where steps do not add up, the same as `reached`. */
  readonly brought: ReadonlyMap<number, number>;
  /** What stood at the end of each. */
  readonly reached: ReadonlyMap<number, number>;
  /** What was said of that; of no step where it was worked out of days. */
  readonly said: ReadonlyMap<number, Reading>;
  /** The newest step that something stood at the end of. */
  readonly newest: number;
}

const PER_YEAR = { day: 12, month: 12, quarter: 4, year: 1 } as const;
/** What steps are called that a year has so many of. */
const OWN = { 12: 'month', 4: 'quarter', 1: 'year' } as const;

/** The number of the step that ends with a period; null where none does. */
function numberOf(period: Period, perYear: Steps['perYear']): number | null {
  const n = ((period.year * 12 + endMonth(period)) * perYear) / 12 - 1;
  return Number.isInteger(n) ? n : null;
}

export const yearOf = (step: number, { perYear }: Pick<Steps, 'perYear'>): number =>
  Math.floor(step / perYear);
/** The last step of a year. */
export const lastOf = (year: number, { perYear }: Pick<Steps, 'perYear'>): number =>
  year * perYear + perYear - 1;

/** A step as its rhythm names it. */
export function periodOf(step: number, { rhythm, perYear }: Pick<Steps, 'perYear' | 'rhythm'>): Period {
  const year = Math.floor(step / perYear);
  const month = ((step % perYear) + 1) * (12 / perYear);
  switch (rhythm) {
    case 'year':
      return parsePeriod(String(year));
    case 'quarter':
      return parsePeriod(`${year}-Q${month / 3}`);
    case 'month':
      return parsePeriod(`${year}-${String(month).padStart(2, '0')}`);
    case 'cumulative':
      return parsePeriod(`${year}-${month}M`);
  }
}

function numbered(readings: readonly Reading[], perYear: Steps['perYear']): Map<number, Reading> {
  return new Map(
    readings.flatMap((r): [number, Reading][] => {
      const n = numberOf(r.period, perYear);
      return n === null ? [] : [[n, r]];
    }),
  );
}

const valuesOf = (said: ReadonlyMap<number, Reading>): Map<number, number> =>
  new Map([...said].map(([n, { value }]) => [n, value]));

/** What each step added to what was reached before it in the same year. */
function differences(reached: ReadonlyMap<number, number>, perYear: Steps['perYear']): Map<number, number> {
  return new Map(
    [...reached].flatMap(([n, value]): [number, number][] => {
      const before = n % perYear === 0 ? 0 : reached.get(n - 1);
      return before === undefined ? [] : [[n, Number((value - before).toPrecision(12))]];
    }),
  );
}

/** The mean of each month of which every day is known. */
function monthlyMeans(readings: readonly Reading[]): Map<number, number> {
  const byMonth = Map.groupBy(
    readings.filter((r) => r.period.kind === 'day'),
    (r) => r.period.from.slice(0, 7),
  );
  return new Map(
    [...byMonth].flatMap(([text, days]): [number, number][] => {
      const month = parsePeriod(text);
      const n = numberOf(month, 12);
      return n === null || days.length < Number(month.to.slice(8))
        ? []
        : [[n, mean(days.map((d) => d.value))]];
    }),
  );
}

type Made = Omit<Steps, 'newest'>;

function adding(indicator: Indicator, readings: readonly Reading[], perYear: Steps['perYear']): Made {
  const rhythm = perYear === 1 ? 'year' : 'cumulative';
  if (!indicator.accumulates) {
    // What restarts is told as it stands when a month or a quarter ends, and as cumulative: both are to date.
    const toDate = readings.filter((r) => r.period.kind !== 'day' && r.period.kind !== 'span');
    const said = numbered(toDate, perYear);
    const reached = valuesOf(said);
    return { rhythm, perYear, adds: true, said, reached, brought: differences(reached, perYear) };
  }
  const { byRhythm } = courseOf(indicator, '', readings, true);
  const brought = valuesOf(numbered(byRhythm.get(OWN[perYear]) ?? [], perYear));
  const toDate = [...(byRhythm.get('cumulative') ?? []), ...(byRhythm.get('year') ?? [])];
  const said = numbered(toDate, perYear);
  return { rhythm, perYear, adds: true, brought, said, reached: valuesOf(said) };
}

function standing(indicator: Indicator, readings: readonly Reading[]): Made | null {
  const perYear = PER_YEAR[indicator.frequency];
  const kind = newest(indicator, seriesOf(indicator, readings))?.period.kind;
  if (kind === undefined || kind === 'span') return null;
  if (kind === 'day') {
    const means = monthlyMeans(readings);
    return { rhythm: 'month', perYear: 12, adds: false, brought: means, said: new Map(), reached: means };
  }
  const own = kind === 'cumulative' ? perYear : ({ month: 12, quarter: 4, year: 1 } as const)[kind];
  const said = numbered(
    readings.filter((r) => r.period.kind === kind),
    own,
  );
  const values = valuesOf(said);
  return { rhythm: kind, perYear: own, adds: false, brought: values, said, reached: values };
}

/**
 * The readings of one subject and territory as steps; null where there are none. Amounts, and what restarts each
 * year, are taken by what each step brought; of daily ones a month is the sum of its days, or their mean where
 * they do not add up.
 */
export function stepsOf(indicator: Indicator, readings: readonly Reading[]): Steps | null {
  const adds = indicator.accumulates || indicator.restarts === true;
  const made = adds
    ? adding(indicator, readings, PER_YEAR[indicator.frequency])
    : standing(indicator, readings);
  if (made === null || made.reached.size === 0) return null;
  return { ...made, newest: Math.max(...made.reached.keys()) };
}

/** What was brought by the steps up to the newest without one missing, the oldest first. */
export function unbroken({ brought, newest: last }: Steps): number[] {
  const values: number[] = [];
  for (let n = last; ; n--) {
    const value = brought.get(n);
    if (value === undefined) return values.reverse();
    values.push(value);
  }
}
