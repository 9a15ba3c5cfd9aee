import { changeOf } from '../../contract/change.ts';
import { parsePeriod, samePeriodLastYear } from '../../contract/periods.ts';
import type { Indicator } from '../../contract/profile.ts';
import type { Data } from '../../contract/questions/index.ts';
import type { Rhythm, SeriesPoint } from '../../contract/questions/measures.ts';
import type { Course, Value } from './indicator-course.ts';
import { periodBefore } from './indicator-periods.ts';
import { valueFor } from './indicator-series.ts';
import { expectedValue, planFor } from './indicator-state.ts';

/** A value against another of the same territory, or null where that is not known. */
function against(indicator: Indicator, value: Value, other: Value | undefined): SeriesPoint['previous'] {
  if (other === undefined) return null;
  const change = changeOf(indicator, other.value, value.value);
  return { period: other.period.text, value: other.value, ...change };
}

function planOf(indicator: Indicator, course: Course, value: Value): number | null {
  const plan = planFor(indicator, value);
  return plan === null ? null : expectedValue(indicator, course.series, value, plan);
}

/** The values of one rhythm and territory, each with its plan and what it is compared with, the oldest first. */
export function pointsOf(indicator: Indicator, course: Course, rhythm: Rhythm): SeriesPoint[] {
  const values = course.byRhythm.get(rhythm) ?? [];
  const byText = new Map(values.map((v) => [v.period.text, v]));
  return values.map((value) => {
    const { period, status, provenance, territory, reportedAt, source, derived } = value;
    // What an amount reached a month ago in the same year is no yardstick: it can only have grown.
    const grows = rhythm === 'cumulative' && indicator.accumulates;
    const before = grows ? null : periodBefore(rhythm, period);
    return {
      period: period.text,
      value: value.value,
      ...{ status, provenance, territory, reportedAt, source, derived },
      plan: planOf(indicator, course, value),
      samePeriod: against(indicator, value, byText.get(samePeriodLastYear(period.text))),
      previous: against(indicator, value, before === null ? undefined : byText.get(before.text)),
      earlier: value.earlier ?? [],
    };
  });
}

type Compared = NonNullable<Data<'indicator'>['compare']>;

/**
 * Two periods side by side, however they are written: of the first territory that knows both (the present one
 * comes first). Where none does, each is told as it is known and there is no change.
 */
export function compareOf(
  indicator: Indicator,
  courses: readonly Course[],
  [a, b]: readonly [string, string],
): Compared {
  const of = (course: Course, text: string): number | null =>
    valueFor(course.series, parsePeriod(text))?.value ?? null;
  for (const course of courses) {
    const [from, to] = [of(course, a), of(course, b)];
    if (from === null || to === null) continue;
    const { territory } = course;
    return {
      a: { period: a, value: from, territory },
      b: { period: b, value: to, territory },
      ...changeOf(indicator, from, to),
    };
  }
  const side = (text: string): Compared['a'] => {
    const course = courses.find((one) => of(one, text) !== null);
    return {
      period: text,
      value: course === undefined ? null : of(course, text),
      territory: course?.territory ?? null,
    };
  };
  return { a: side(a), b: side(b), change: null, points: null };
}
