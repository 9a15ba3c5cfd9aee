import { chanceOf } from '../../forecast/index.ts';
import type { Indicator, Rules } from '../../contract/profile.ts';
import type { Forecast, IndicatorRow } from '../../contract/questions/indicators.ts';
import type { CoursePoint } from '../../contract/questions/measures.ts';
import { lastOf, periodOf, unbroken, yearOf, type Steps } from './indicator-steps.ts';
import { forecastOnce } from './remembered.ts';

type Expected = NonNullable<CoursePoint['forecast']>;

/** What is expected of the rest of a year. */
export interface Ahead {
  readonly summary: Forecast;
  /** What is expected to stand at the end of each coming step; empty where nothing is. */
  readonly fan: ReadonlyMap<number, Expected>;
  /** What stands at the year's end, as a normal distribution; null where nothing is expected. */
  readonly end: {
    readonly mean: number;
    readonly sd: number;
    /** It can only grow, and has grown to this: what the newest step stood at. Null where it can fall. */
    readonly already: number | null;
  } | null;
}

/** How many standard deviations either side hold 80 % of a normal distribution. */
const TENTH = 1.2815515655446004;

const none = (why: Extract<Forecast, { ok: false }>['why'], have = 0, need = 0): Ahead => ({
  summary: { ok: false, why, have, need },
  fan: new Map(),
  end: null,
});

/** The year that is forecast: that of the newest step, or the next where steps are years. */
export const yearAhead = (steps: Steps): number =>
  yearOf(steps.newest, steps) + (steps.perYear === 1 ? 1 : 0);

/**
 * Standard deviations of the sums of the first one, two, three values, where those of each value and of the sum of
 * all are known: as if every two errors were correlated alike, which is exact of the first and of the last. Of one alone, that of the sum.
 */
export function deviationsOfSums(each: readonly number[], all: number): number[] {
  if (each.length === 1) return [all];
  const of = (some: readonly number[]): { together: number; apart: number } => ({
    together: some.reduce((sum, sd) => sum + sd, 0) ** 2,
    apart: some.reduce((sum, sd) => sum + sd * sd, 0),
  });
  const { together, apart } = of(each);
  const correlation = together === apart ? 0 : (all ** 2 - apart) / (together - apart);
  return each.map((_, i) => {
    const first = of(each.slice(0, i + 1));
    return Math.sqrt(Math.max(0, first.apart + correlation * (first.together - first.apart)));
  });
}

const finite = (n: number | null): number | null => (n !== null && Number.isFinite(n) ? n : null);

/** Errors without those that there was nothing to scale by. */
function scaled<E extends { mase: number; naive: number; seasonalNaive: number | null }>(error: E) {
  return {
    ...error,
    mase: finite(error.mase),
    naive: finite(error.naive),
    seasonalNaive: finite(error.seasonalNaive),
  };
}

/** What is expected from the newest step to the year's end. */
export function aheadOf(steps: Steps): Ahead {
  const { newest, perYear, adds, brought } = steps;
  const year = yearAhead(steps);
  const horizon = lastOf(year, steps) - newest;
  if (horizon === 0) return none('done');
  const values = unbroken(steps);
  const outcome = forecastOnce({ values, season: perYear }, horizon);
  if (!outcome.ok) {
    const { why, have, need } = outcome;
    return none(brought.size >= need ? 'gaps' : why, have, need);
  }
  const grows = values.every((value) => value >= 0);
  const base = adds && perYear > 1 ? (steps.reached.get(newest) ?? 0) : 0;
  const each = outcome.points.map(({ low, high }) => (high - low) / 2 / TENTH);
  const summed = adds && perYear > 1;
  const deviations = summed ? deviationsOfSums(each, outcome.sum.sd) : each;
  let sum = base;
  const fan = new Map<number, Expected>();
  outcome.points.forEach((point, i) => {
    sum += point.mean;
    const mean = summed ? sum : point.mean;
    const reach = TENTH * (deviations[i] ?? 0);
    const low = grows ? Math.max(base, mean - reach) : mean - reach;
    fan.set(newest + 1 + i, { mean, low, high: Math.max(low, mean + reach) });
  });
  const last = fan.get(newest + horizon) ?? { mean: sum, low: sum, high: sum };
  return {
    summary: {
      ok: true,
      method: outcome.method,
      error: scaled(outcome.error),
      period: periodOf(newest + horizon, steps).text,
      ...last,
    },
    fan,
    end: { mean: last.mean, sd: deviations.at(-1) ?? 0, already: summed && grows ? base : null },
  };
}

type Plan = IndicatorRow['plan'];

/**
 * The chance that the year's plan is met; null without a forecast, or a plan for the year. In a band, that the
 * year's end is as near to the plan as counts as on course.
 */
export function chanceOfPlan(
  { direction }: Pick<Indicator, 'direction'>,
  plan: Plan,
  { end }: Ahead,
  rules: Pick<Rules['indicator'], 'red' | 'orange'>,
): number | null {
  if (end === null || plan === null || plan.basis !== 'year') return null;
  const target = plan.value;
  if (direction === 'band') {
    const near = (1 - Math.max(rules.red, rules.orange)) * Math.abs(target);
    return Math.max(0, chanceOf(target + near, 'lower', end) - chanceOf(target - near, 'lower', end));
  }
  if (end.already !== null && direction === 'higher' && end.already >= target) return 1;
  if (end.already !== null && direction === 'lower' && end.already > target) return 0;
  return chanceOf(target, direction, end);
}
