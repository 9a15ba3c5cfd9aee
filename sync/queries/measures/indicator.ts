import type { Data, Params } from '../../contract/questions/index.ts';
import { CitywallError } from '../../contract/errors.ts';
import { localDate } from '../../contract/calendar.ts';
import { DAY } from '../../contract/instants.ts';
import { parsePeriod } from '../../contract/periods.ts';
import type { Indicator, Profile } from '../../contract/profile.ts';
import type { SeriesPoint } from '../../contract/questions/measures.ts';
import { measures, type HeldMeasures } from '../../store/things.ts';
import { heldOf, keeper, type HeldIndicator } from './held-readings.ts';
import { courseOf, rhythmsIn, type Course } from './indicator-course.ts';
import { compareOf, pointsOf } from './indicator-points.ts';
import { CITY, indicatorRow, isMedian, readingsAt } from './indicator-rows.ts';
import { yearCourse } from './indicator-year.ts';
import { outsideOf } from './outside.ts';
import { scenarioAt } from './scenario.ts';
import type { Question, QuestionContext } from '../question.ts';
import { reportingOf, type Reporting } from './reporting.ts';

/** All of an answer but what the very instant decides, or somebody here. */
type Kept = Omit<Data<'indicator'>, 'duty' | 'scenario'> & { reporting: Reporting | null };

/** The indicator a parameter names. Throws `question-params` where the profile has none of that code. */
export function indicatorOf(context: QuestionContext, code: string, path = 'indicator'): Indicator {
  const found = context.lookup.indicator(code);
  if (found !== undefined) return found;
  throw new CitywallError('question-params', {
    what: `${path}: the city profile has no indicator "${code}"`,
    where: path,
    hint: 'Name one of the indicators in indicators.json.',
  });
}

function subjectOf(context: QuestionContext, code: string): string {
  const { lookup } = context;
  if (code === CITY || lookup.unit(code) !== undefined || lookup.area(code) !== undefined) return code;
  throw new CitywallError('question-params', {
    what: `subject: the city profile has no unit and no area "${code}"`,
    where: 'subject',
    hint: 'Name one of the units in units.json or the areas in areas.json, or leave it out for the city.',
  });
}

/** The territories there are, the present one first. */
const territoriesOf = ({ city, indicators }: Profile): string[] => [
  city.territory,
  ...indicators.territories.map(({ id }) => id).filter((id) => id !== city.territory),
];

/** What one indicator's values are in each territory that has any, the present one first. */
function coursesOf(
  context: QuestionContext,
  held: HeldIndicator,
  indicator: Indicator,
  subject: string,
): Course[] {
  return territoriesOf(context.profile).flatMap((territory) => {
    const readings = readingsAt(context, held, indicator, { subject, territory });
    if (readings.length === 0) return [];
    return [courseOf(indicator, territory, readings, !isMedian(indicator, subject))];
  });
}

/** Where the series shown passes from one territory to its successor. */
function seamsOf(profile: Profile, shown: ReadonlySet<string>): Data<'indicator'>['seams'] {
  return profile.indicators.territories.flatMap(({ id, validFrom, succeeds }) =>
    validFrom !== undefined && succeeds !== undefined && shown.has(id) && shown.has(succeeds)
      ? [{ date: validFrom, before: succeeds, after: id }]
      : [],
  );
}

/** The oldest first; of one period the former territory first. */
function formerFirst(profile: Profile): (a: SeriesPoint, b: SeriesPoint) => number {
  const order = territoriesOf(profile);
  const end = (point: SeriesPoint): string => parsePeriod(point.period).to;
  return (a, b) => {
    if (end(a) !== end(b)) return end(a) < end(b) ? -1 : 1;
    return order.indexOf(b.territory) - order.indexOf(a.territory);
  };
}

type Subjects = Data<'indicator'>['subjects'];

/** Worse than another by the direction; in a band, further from its plan. */
function weaker(direction: Indicator['direction']): (a: Subjects[number], b: Subjects[number]) => number {
  const off = (row: Subjects[number]): number => Math.abs(row.value - (row.plan ?? 0));
  return (a, b) => {
    if (direction === 'band') return off(b) - off(a) || (a.subject < b.subject ? -1 : 1);
    const gap = direction === 'higher' ? a.value - b.value : b.value - a.value;
    return gap || (a.subject < b.subject ? -1 : 1);
  };
}

function subjectsOf(
  context: QuestionContext,
  all: HeldMeasures,
  held: HeldIndicator,
  indicator: Indicator,
): Subjects {
  return [...held.bySubject.keys()]
    .flatMap((subject): Subjects => {
      if (subject === CITY) return [];
      const row = indicatorRow(context, all, indicator, subject);
      if (row.period === null || row.value === null) return [];
      return [{ subject, period: row.period, value: row.value, plan: row.expected, state: row.state }];
    })
    .sort(weaker(indicator.direction));
}

function workOut(
  context: QuestionContext,
  all: HeldMeasures,
  indicator: Indicator,
  { subject, rhythm: wanted, compare, limit }: Params<'indicator'> & { subject: string },
): Kept {
  const { at, profile, lookup } = context;
  const held = heldOf(all, indicator.id);
  const courses = coursesOf(context, held, indicator, subject);
  const rhythms = rhythmsIn(courses);
  const own = rhythms.includes(indicator.frequency) ? indicator.frequency : rhythms[0];
  const rhythm = wanted ?? own ?? indicator.frequency;
  const series = courses
    .flatMap((course) => pointsOf(indicator, course, rhythm))
    .sort(formerFirst(profile))
    .slice(-limit);
  const source = lookup.source(indicator.source);
  const { timeZone, territory } = profile.city;
  const present = readingsAt(context, held, indicator, { subject, territory });
  const when = { at, timeZone };
  return {
    row: indicatorRow(context, all, indicator, subject),
    ...{ rhythm, rhythms, subject, series },
    seams: seamsOf(profile, new Set(series.map(({ territory }) => territory))),
    subjects: subjectsOf(context, all, held, indicator),
    course: yearCourse(indicator, present, localDate(at, timeZone), profile.rules.indicator),
    outside: outsideOf(held, present, { at, subject, territory }),
    compare: compareIn(indicator, courses, compare ?? lately(series)),
    reporting:
      source === undefined ? null : reportingOf(indicator, source, present, when, profile.rules.usual),
  };
}

/** The newest period and the same a year earlier, or else the one before; nothing where it has neither. */
function lately(series: readonly SeriesPoint[]): Params<'indicator'>['compare'] {
  const newest = series.at(-1);
  const than = newest?.samePeriod ?? newest?.previous;
  return newest === undefined || !than ? undefined : [than.period, newest.period];
}

const compareIn = (
  indicator: Indicator,
  courses: readonly Course[],
  pair: Params<'indicator'>['compare'],
): Data<'indicator'>['compare'] => (pair === undefined ? null : compareOf(indicator, courses, pair));

const keep = keeper<Kept>();

/**
 * One indicator in full. Worked out once for what is held and asked, and kept until a report or a midnight; only
 * whether the next report is late is judged at the very instant, and what somebody assumes is looked up. As fresh as
 * its source.
 */
export const indicator: Question<'indicator'> = {
  sources: (context, { indicator: code }) => [indicatorOf(context, code).source],
  answer(context, params) {
    const one = indicatorOf(context, params.indicator);
    const subject = subjectOf(context, params.subject ?? CITY);
    const all = measures(context.cache);
    if (all.size === 0) return null;
    const held = heldOf(all, one.id);
    const asked = { ...params, subject };
    const key = JSON.stringify(asked);
    const { reporting, ...found } = keep(context, { holder: held, key, over: () => [held] }, () =>
      workOut(context, all, one, asked),
    );
    const next = reporting?.next;
    return {
      ...found,
      scenario: subject === CITY ? scenarioAt(context, one.id, found.course) : null,
      duty: {
        lead: one.lead,
        source: one.source,
        last: reporting?.last ?? null,
        delay: reporting === null ? null : reporting.delay / DAY,
        next:
          next === undefined
            ? null
            : { period: next.period.text, due: next.due, late: context.at > next.due },
      },
    };
  },
};
