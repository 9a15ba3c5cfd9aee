import { changeOf } from '../../contract/change.ts';
import { localDate } from '../../contract/calendar.ts';
import { DAY, type Instant } from '../../contract/instants.ts';
import { parsePeriod, yearElapsed, type Period } from '../../contract/periods.ts';
import type { Indicator, Rules } from '../../contract/profile.ts';
import type { IndicatorRow } from '../../contract/questions/indicators.ts';
import { aheadOf, chanceOfPlan, yearAhead, type Ahead } from './indicator-forecast.ts';
import { stepsOf } from './indicator-steps.ts';
import {
  history,
  lastYear,
  newest,
  seriesOf,
  valueFor,
  type Reading,
  type Series,
} from './indicator-series.ts';

type Plan = NonNullable<IndicatorRow['plan']>;

/** How many whole periods of an indicator's own frequency ended after a value's period and by a date. */
export function periodsMissed(frequency: Indicator['frequency'], to: string, today: string): number {
  const [y = 0, m = 1] = to.split('-').map(Number);
  const [ty = 0, tm = 1] = today.split('-').map(Number);
  switch (frequency) {
    case 'day':
      return Math.max(0, (Date.parse(today) - Date.parse(to)) / DAY - 1);
    case 'month':
      return Math.max(0, ty * 12 + tm - (y * 12 + m) - 1);
    case 'quarter':
      return Math.max(0, ty * 4 + Math.ceil(tm / 3) - (y * 4 + Math.ceil(m / 3)) - 1);
    case 'year':
      return Math.max(0, ty - y - 1);
  }
}

/** Whether so many periods ended since a value's that nothing can be said by it any more. */
export function isOld(
  { frequency }: Pick<Indicator, 'frequency'>,
  { period }: Pick<Reading, 'period'>,
  today: string,
  rules: Pick<Rules['indicator'], 'missingPeriods'>,
): boolean {
  return periodsMissed(frequency, period.to, today) >= rules.missingPeriods;
}

/** The plan a value is held against: its own, else the first the profile has for its year and territory. */
export function planFor(indicator: Indicator, reading: Reading): Plan | null {
  if (reading.plan !== undefined) return { ...reading.plan, source: reading.source };
  return planOfYear(indicator, reading.period.year, reading.territory);
}

/** The first plan the profile has for a year and territory. */
export function planOfYear(indicator: Indicator, year: number, territory: string): Plan | null {
  const found = indicator.plans?.find((p) => p.year === year && p.territory === territory);
  if (found === undefined) return null;
  return { value: found.value, whose: found.whose, basis: found.basis, source: found.source };
}

/** The share of its year that a period covers, 0 to 1, if every day counted the same. */
function evenShare(period: Period): number {
  const fromNewYear = period.from === `${period.year}-01-01`;
  if (fromNewYear && !byDays(period)) return yearElapsed(period);
  const days = (Date.parse(period.to) - Date.parse(period.from)) / DAY + 1;
  return Math.min(1, days / 365);
}

const byDays = (period: Period): boolean => period.kind === 'day' || period.kind === 'span';

/**
 * The share of the year's total that a period should bring: what it brought a year earlier where that and
 * that whole year are known (Tết, the rains and the close of the books move months apart), else an even share.
 */
function expectedShare(series: Series, period: Period, restarts: boolean): number {
  // One day of last year says little about the same date this year.
  const before = byDays(period) ? null : lastYear(series, period);
  const whole = [
    String(period.year - 1),
    ...(restarts ? [`${period.year - 1}-12`, `${period.year - 1}-Q4`] : []),
  ];
  const year = whole.map((text) => valueFor(series, parsePeriod(text))).find((r) => r !== null) ?? null;
  if (before !== null && year !== null && year.value > 0) {
    const share = before.value / year.value;
    if (share > 0 && share <= 1) return share;
  }
  return restarts && !byDays(period) ? yearElapsed(period) : evenShare(period);
}

const isWholeYear = ({ from, to, year }: Period): boolean =>
  from === `${year}-01-01` && to === `${year}-12-31`;

/**
 * What the plan asks of exactly the days of a value: its share of the year's where it accumulates towards one, or
 * begins from nothing each year and grows towards it; all of it where the value is a level that stands. Null of what is of its own period
 * alone where that is not the year: how much a quarter grew is not how much the year will.
 */
export function expectedValue(
  indicator: Indicator,
  series: Series,
  reading: Pick<Reading, 'period'>,
  plan: Plan,
): number | null {
  const restarts = !indicator.accumulates && indicator.restarts === true;
  if (plan.basis === 'toDate') return plan.value;
  if (!indicator.accumulates && !restarts)
    return indicator.perPeriod !== true || isWholeYear(reading.period) ? plan.value : null;
  return plan.value * expectedShare(series, reading.period, restarts);
}

/**
 * How well a value does against what was expected: 1 as expected, less is worse. Where both are above
 * zero it is value ÷ expected (or the inverse, where lower is better); else the gap in shares of the expected.
 */
export function performance(direction: Indicator['direction'], value: number, expected: number): number {
  if (direction === 'lower' && value > 0 && expected > 0) return expected / value;
  const gap = value - expected;
  if (gap === 0) return 1;
  const share = gap / Math.abs(expected);
  if (direction === 'band') return 1 - Math.abs(share);
  return direction === 'higher' ? 1 + share : 1 - share;
}

function shortfallOf(
  direction: Indicator['direction'],
  value: number,
  expected: number,
  rules: Rules['indicator'],
): number {
  if (direction === 'higher') return expected - value;
  if (direction === 'lower') return value - expected;
  return Math.abs(value - expected) - (1 - enough(rules)) * Math.abs(expected);
}

function progressOf(indicator: Indicator, value: number, plan: number): number | null {
  const [top, bottom] =
    indicator.direction === 'lower' && !indicator.accumulates ? [plan, value] : [value, plan];
  return bottom === 0 ? null : top / bottom;
}

type Verdict = Pick<IndicatorRow, 'state' | 'reason'>;

/** The share of what is expected by now from which on a value is on course. */
const enough = ({ red, orange }: Pick<Rules['indicator'], 'red' | 'orange'>): number => Math.max(red, orange);

function verdict(
  { direction, frequency }: Indicator,
  done: number,
  chance: number | null,
  rules: Rules['indicator'],
): Verdict {
  if (chance !== null && chance < rules.chance) return { state: 'red', reason: 'atRisk' };
  if (done < enough(rules))
    return { state: 'orange', reason: frequency === 'day' && direction === 'lower' ? 'overLimit' : 'behind' };
  const ahead = done > 1 && direction !== 'band';
  return { state: 'green', reason: ahead ? 'ahead' : 'onCourse' };
}

function samePeriod(indicator: Indicator, series: Series, reading: Reading): IndicatorRow['samePeriod'] {
  const before = lastYear(series, reading.period);
  if (before === null) return null;
  const change = changeOf(indicator, before.value, reading.value);
  return { period: before.period.text, value: before.value, ...change };
}

/** The rest of the row of an indicator without any value. */
const NOTHING: Omit<IndicatorRow, 'indicator' | 'field' | 'lead'> = {
  state: 'unknown',
  reason: 'noValue',
  period: null,
  value: null,
  status: null,
  provenance: null,
  territory: null,
  source: '',
  reportedAt: null,
  plan: null,
  expected: null,
  progress: null,
  shortfall: null,
  samePeriod: null,
  history: [],
  forecast: { ok: false, why: 'noValue', have: 0, need: 0 },
  chance: null,
};

/** What is expected of an indicator's year, and of its plan. */
interface Outlook {
  forecast: IndicatorRow['forecast'];
  chance: number | null;
}

/**
 * The forecast of the year that a value is of, and the chance of its plan; of yearly values the next year's, against
 * the plan that the profile has of it. What is too old is not forecast from.
 */
function outlookOf(
  indicator: Indicator,
  readings: readonly Reading[],
  { reading, plan, old }: { reading: Reading; plan: Plan | null; old: boolean },
  rules: Rules['indicator'],
): Outlook {
  if (old) return { forecast: { ok: false, why: 'tooOld', have: 0, need: 0 }, chance: null };
  const steps = stepsOf(indicator, readings);
  if (steps === null) return { forecast: NOTHING.forecast, chance: null };
  const ahead: Ahead = aheadOf(steps);
  const year = yearAhead(steps);
  const of = year === reading.period.year ? plan : planOfYear(indicator, year, reading.territory);
  // The growth of the last quarter is not that of the year, of which the plan is.
  const whole = steps.perYear === 1 || indicator.perPeriod !== true;
  return { forecast: ahead.summary, chance: whole ? chanceOfPlan(indicator, of, ahead, rules) : null };
}

/**
 * One indicator's row from the readings of one subject and territory that are known at an instant
 * (`knownAt`). A value that cannot be assessed keeps its figure; its state is unknown and `reason` says why.
 */
export function indicatorRowOf(
  indicator: Indicator,
  readings: readonly Reading[],
  when: { at: Instant; timeZone: string },
  rules: Rules['indicator'],
): IndicatorRow {
  const series = seriesOf(indicator, readings);
  const reading = newest(indicator, series);
  const base = { indicator: indicator.id, field: indicator.field, lead: indicator.lead };
  if (reading === null) return { ...base, ...NOTHING };
  const { value } = reading;
  const plan = planFor(indicator, reading);
  const expected = plan === null ? null : expectedValue(indicator, series, reading, plan);
  const old = isOld(indicator, reading, localDate(when.at, when.timeZone), rules);
  const outlook = outlookOf(indicator, readings, { reading, plan, old }, rules);
  return {
    ...base,
    ...outlook,
    ...judge(indicator, { value, plan, expected, old, chance: outlook.chance }, rules),
    period: reading.period.text,
    value,
    status: reading.status,
    provenance: reading.provenance,
    territory: reading.territory,
    source: reading.source,
    reportedAt: reading.reportedAt,
    plan,
    expected,
    progress: plan === null ? null : progressOf(indicator, value, plan.value),
    shortfall: expected === null ? null : shortfallOf(indicator.direction, value, expected, rules),
    samePeriod: samePeriod(indicator, series, reading),
    history: history(series, reading).map((r) => ({ period: r.period.text, value: r.value })),
  };
}

function judge(
  indicator: Indicator,
  {
    value,
    plan,
    expected,
    old,
    chance,
  }: { value: number; plan: Plan | null; expected: number | null; old: boolean; chance: number | null },
  rules: Rules['indicator'],
): Verdict {
  if (old) return { state: 'unknown', reason: 'tooOld' };
  if (plan === null)
    return { state: 'unknown', reason: indicator.direction === 'band' ? 'noDirection' : 'noPlan' };
  if (expected === null) return { state: 'unknown', reason: 'planOfYear' };
  return verdict(indicator, performance(indicator.direction, value, expected), chance, rules);
}

const ORDER: Record<IndicatorRow['state'], number> = { red: 0, orange: 1, unknown: 2, green: 3 };

/** How much of the expected value is missing, as a share: what makes a dong and a percent comparable. */
function missingShare(row: IndicatorRow): number {
  if (row.shortfall === null || row.expected === null) return -Infinity;
  if (row.expected === 0) return row.shortfall > 0 ? Infinity : 0;
  return row.shortfall / Math.abs(row.expected);
}

/** Those at risk first: red, orange, unknown, green; within a state the largest share missing first. */
export function mostAtRiskFirst(a: IndicatorRow, b: IndicatorRow): number {
  const byState = ORDER[a.state] - ORDER[b.state];
  if (byState !== 0) return byState;
  const [left, right] = [missingShare(a), missingShare(b)];
  if (left !== right) return right > left ? 1 : -1;
  return a.indicator < b.indicator ? -1 : 1;
}
