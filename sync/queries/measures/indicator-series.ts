import { localDate } from '../../contract/calendar.ts';
import type { Instant } from '../../contract/instants.ts';
import { parsePeriod, samePeriodLastYear, type Period } from '../../contract/periods.ts';
import type { Indicator } from '../../contract/profile.ts';
import { certainty, type Certainty, type MeasureRecord } from '../../contract/records.ts';
import { median } from '../usual.ts';

/** A measure with its period taken apart: a value, never what somebody expects. */
export interface Reading extends Omit<MeasureRecord, 'kind' | 'period' | 'rev' | 'status'> {
  period: Period;
  status: Certainty;
}

const CERTAINTY = certainty.options;

/** Measures as readings; forecasts of others are none. */
export function readingsOf(measures: readonly MeasureRecord[]): Reading[] {
  return measures.flatMap(({ status, ...m }) =>
    status === 'forecast' ? [] : [{ ...m, status, period: parsePeriod(m.period) }],
  );
}

/**
 * What is known of an instant: values of periods that had ended by then, and values already reported.
 * Today's revision of a value counts, as it does for cases.
 */
export function knownAt(readings: readonly Reading[], at: Instant, timeZone: string): Reading[] {
  const date = localDate(at, timeZone);
  return readings.filter((m) => m.reportedAt <= at || m.period.to < date);
}

/** When a value's period was first spoken of: its first estimate, where it was revised. */
export function firstSaid(reading: Reading): Instant {
  return reading.earlier?.[0]?.reportedAt ?? reading.reportedAt;
}

/** One reading made of several: as sure as the least sure of them, and as late as the last reported. */
export function merged(parts: readonly [Reading, ...Reading[]], period: Period, value: number): Reading {
  const last = parts.reduce((a, b) => (b.reportedAt > a.reportedAt ? b : a));
  const certainty = Math.min(...parts.map((p) => CERTAINTY.indexOf(p.status)));
  return {
    indicator: last.indicator,
    subject: last.subject,
    territory: last.territory,
    period,
    value,
    reportedAt: last.reportedAt,
    source: last.source,
    status: CERTAINTY[certainty] ?? 'estimated',
    provenance: parts.some((p) => p.provenance === 'demo') ? 'demo' : 'published',
  };
}

/**
 * Values from the start of a year to the end of one of its months, from whatever parts are held: the
 * city's own cumulative value where it gave one, else the sum of months and quarters without a gap.
 */
export function yearToDate(readings: readonly Reading[]): Reading[] {
  const years = Map.groupBy(
    readings.filter((r) => r.period.kind !== 'day' && r.period.kind !== 'span'),
    (r) => r.period.year,
  );
  return [...years].flatMap(([year, parts]) => {
    const reached = new Map<number, Reading>();
    for (let month = 1; month <= 12; month++) {
      const ends = parts
        .filter((r) => endMonth(r.period) === month)
        .sort((a, b) => startMonth(a.period) - startMonth(b.period));
      const whole = ends.find((r) => startMonth(r.period) === 1);
      if (whole !== undefined) {
        reached.set(month, whole);
        continue;
      }
      for (const part of ends) {
        const before = reached.get(startMonth(part.period) - 1);
        if (before === undefined) continue;
        const sum = merged([part, before], parsePeriod(`${year}-${month}M`), before.value + part.value);
        const plan = [part.plan, before.plan].find((p) => p?.basis === 'year');
        reached.set(month, plan === undefined ? sum : { ...sum, plan });
        break;
      }
    }
    return [...reached.values()];
  });
}

export const startMonth = (p: Period): number => Number(p.from.slice(5, 7));
export const endMonth = (p: Period): number => Number(p.to.slice(5, 7));

/** Which kinds of period speak first where several end on the same day. */
function preference(frequency: Indicator['frequency']): Period['kind'][] {
  return [frequency, 'cumulative', 'year', 'quarter', 'month', 'span', 'day'];
}

/** The series an indicator is judged by: to-date values where it accumulates and they are known, beside the rest. */
export interface Series {
  readings: readonly Reading[];
  toDate: readonly Reading[];
}

/** The readings of one indicator, subject and territory as a series. */
export function seriesOf(indicator: Indicator, readings: readonly Reading[]): Series {
  return { readings, toDate: indicator.accumulates ? yearToDate(readings) : [] };
}

/** The newest value: of those whose periods end last, the one to date, else of the indicator's own frequency. */
export function newest(indicator: Indicator, series: Series): Reading | null {
  const last = series.readings.reduce((to, r) => (r.period.to > to ? r.period.to : to), '');
  const toDate = series.toDate.find((r) => r.period.to === last);
  if (toDate !== undefined) return toDate;
  const order = preference(indicator.frequency);
  const candidates = series.readings.filter((r) => r.period.to === last);
  candidates.sort((a, b) => order.indexOf(a.period.kind) - order.indexOf(b.period.kind));
  return candidates[0] ?? null;
}

/** The value of exactly these days, however the period is written: `2025-Q1` and `2025-3M` are one. */
export function valueFor(series: Series, period: Period): Reading | null {
  const same = (r: Reading): boolean => r.period.from === period.from && r.period.to === period.to;
  return series.toDate.find(same) ?? series.readings.find(same) ?? null;
}

/** The value of the same period a year earlier, or null. */
export function lastYear(series: Series, period: Period): Reading | null {
  return valueFor(series, parsePeriod(samePeriodLastYear(period.text)));
}

/** Up to `limit` values comparable with one: to date with to date, else the same kind of period; oldest first. */
export function history(series: Series, current: Reading, limit = 24): Reading[] {
  const toDate = series.toDate.includes(current);
  const alike = toDate ? series.toDate : series.readings.filter((r) => r.period.kind === current.period.kind);
  return [...alike].sort((a, b) => (a.period.to < b.period.to ? -1 : 1)).slice(-limit);
}

/**
 * One series for a whole level of subjects: for each period the median over those that reported it.
 * A period that fewer than half of the subjects have reported is left out, so that the first commune to
 * report does not stand for all.
 */
export function medianSeries(readings: readonly Reading[]): Reading[] {
  const subjects = new Set(readings.map((r) => r.subject)).size;
  return [...Map.groupBy(readings, (r) => r.period.text).values()].flatMap((parts) => {
    const [first, ...rest] = parts;
    if (first === undefined || parts.length * 2 < subjects) return [];
    const middle = merged([first, ...rest], first.period, median(parts.map((p) => p.value)));
    const plans = parts.flatMap((p) => (p.plan === undefined ? [] : [p.plan]));
    const plan = plans[0];
    if (plan === undefined || plans.length < parts.length) return [middle];
    const alike = plans.every((p) => p.whose === plan.whose && p.basis === plan.basis);
    return [alike ? { ...middle, plan: { ...plan, value: median(plans.map((p) => p.value)) } } : middle];
  });
}
