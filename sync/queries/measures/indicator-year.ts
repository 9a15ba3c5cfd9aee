import { parsePeriod, type Period } from '../../contract/periods.ts';
import type { Indicator, Rules } from '../../contract/profile.ts';
import type { Data } from '../../contract/questions/index.ts';
import type { CoursePoint } from '../../contract/questions/measures.ts';
import { aheadOf, yearAhead } from './indicator-forecast.ts';
import { newest, seriesOf, type Reading } from './indicator-series.ts';
import { expectedValue, isOld, planFor, planOfYear } from './indicator-state.ts';
import { lastOf, periodOf, stepsOf, yearOf } from './indicator-steps.ts';

type Course = NonNullable<Data<'indicator'>['course']>;

/** Of what comes once a year, so many years make its course. */
const YEARS = 10;

/**
 * The year of the newest value of one subject and territory, from beginning to end: what is known, what the year
 * before was, what the plan asks, what is expected. Null where there is no value. `today` is the local date: what
 * is over by then and not known is late.
 */
export function yearCourse(
  indicator: Indicator,
  readings: readonly Reading[],
  today: string,
  rules: Rules['indicator'],
): Course | null {
  const series = seriesOf(indicator, readings);
  const last = newest(indicator, series);
  const steps = stepsOf(indicator, readings);
  if (last === null || steps === null) return null;
  const year = yearAhead(steps);
  const fan = isOld(indicator, last, today, rules) ? null : aheadOf(steps).fan;
  const own = planFor(indicator, last);
  const plan =
    year === last.period.year
      ? own?.basis === 'year'
        ? own
        : null
      : planOfYear(indicator, year, last.territory);
  // What is not told yet is asked for as the newest was told: months of what restarts each year, too, are held to those of the year before.
  const alike = (period: Period): Period =>
    last.period.kind === 'month' && period.kind === 'cumulative'
      ? parsePeriod(period.to.slice(0, 7))
      : period;
  const end = lastOf(year, steps);
  const first = steps.perYear === 1 ? end - YEARS : end - steps.perYear + 1;
  const points = Array.from({ length: end - first + 1 }, (_, i): CoursePoint => {
    const n = first + i;
    const period = periodOf(n, steps);
    const value = steps.reached.get(n) ?? null;
    const told = steps.said.get(n);
    const asked = told === undefined ? (yearOf(n, steps) === year ? plan : null) : planFor(indicator, told);
    return {
      period: period.text,
      value,
      status: told?.status ?? null,
      lastYear: steps.perYear === 1 ? null : (steps.reached.get(n - steps.perYear) ?? null),
      plan:
        asked === null
          ? null
          : expectedValue(indicator, series, { period: told?.period ?? alike(period) }, asked),
      forecast: fan?.get(n) ?? null,
      late: value === null && n > steps.newest && period.to < today,
    };
  });
  // Years before the first that is known are no gap.
  const known = points.findIndex((p) => p.value !== null || p.forecast !== null);
  return {
    rhythm: steps.rhythm,
    year,
    points: steps.perYear === 1 ? points.slice(Math.max(0, known)) : points,
  };
}
