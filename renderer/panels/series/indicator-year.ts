import { boardAt } from '../../../sync/contract/place.ts';
import { parsePeriod } from '../../../sync/contract/periods.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { CoursePoint } from '../../../sync/contract/questions/measures.ts';
import type { Line, Look, Point, Tick } from '../../charts/time.ts';
import { monthWords, periodWords } from '../../locales/index.ts';
import { amount } from '../indicators/amount.ts';
import { noForecast, worseThanSimple } from '../indicators/forecast-words.ts';
import type { By } from '../model.ts';
import type { Series } from './series.ts';
import { sinceWords, wrongNote } from './turn-notes.ts';
import { periodOf } from '../../ui/period.ts';

type One = Data<'indicator'>;
type Course = NonNullable<One['course']>;

/** One indicator's year from beginning to end: what is known, the year before, the plan's course, and what is expected of the rest. */
export function yearOf(data: One, by: By): Series {
  const { names, say, format } = by;
  const { row, course } = data;
  const known = names.find.indicator(row.indicator);
  const points = course?.points ?? [];
  const fan = points.some((p) => p.forecast !== null);
  const newest = points.findLastIndex((p) => p.value !== null);
  const lines = course === null ? [] : linesOf(data, course, newest, by);
  const looks: (Look | false)[] = [
    fan && { look: 'band', text: say('series.fan') },
    points.some((p) => p.status !== null && p.status !== 'official') && {
      look: 'open',
      text: say('series.estimated'),
    },
    points.some((p) => p.late) && { look: 'shaded', text: say('series.late') },
  ];
  return {
    aside: asideOf(data, by),
    state: null,
    chart: {
      steps: points.map((p) => ({
        ...{ key: p.period, shaded: p.late, title: titleOf(p, data, by) },
        to: boardAt('indicator', { subject: row.indicator }),
      })),
      ticks: course === null ? [] : ticksOf(course, by),
      unit: names.measure(row.indicator),
      write: (value, decimals) => format.fixed(value, decimals ?? known?.decimals ?? 1),
      ...{ whole: known?.decimals === 0, zero: false, smooth: false },
      // The fan opens where what is known ends.
      band: points.map((p, i) => bandOf(p) ?? (fan && i === newest ? flat(p.value) : null)),
      lines,
      seams: [],
      notes: wrongNote(
        points.map(({ value }) => value),
        points.map(({ plan }) => plan),
        known?.direction,
        (at, wrong) =>
          say(wrong === 'below' ? 'series.turn.behind' : 'series.turn.over', {
            when: sinceWords(points[at]?.period ?? '', say),
          }),
      ),
      looks: looks.filter((look) => look !== false),
      said: saidOf(data, by),
      stamp: row.provenance === 'demo' ? say('demoShort') : '',
    },
    none: say('reason.noValue'),
  };
}

/** Every step by its month or quarter, the last by its whole name; fewer where there is no room. */
function ticksOf({ rhythm, points }: Course, { say }: By): Tick[][] {
  const ticks = points.map(({ period }, at): Tick => {
    const { kind, to, year } = parsePeriod(period);
    const n = Number(to.slice(5, 7));
    if (at === points.length - 1) return { at, text: periodWords(period, say), pinned: true };
    if (rhythm === 'year') return { at, text: String(year) };
    const quarters = kind === 'quarter' || points.length === 4;
    return { at, text: quarters ? say('series.quarter', { n: n / 3 }) : monthWords(n, say) };
  });
  const every = (steps: number): Tick[] =>
    ticks.filter(({ at, pinned }) => pinned === true || at % steps === steps - 1);
  return [1, 2, 3, 6].map(every);
}

const bandOf = ({ forecast }: CoursePoint): { low: number; high: number } | null =>
  forecast === null ? null : { low: forecast.low, high: forecast.high };
const flat = (value: number | null): { low: number; high: number } | null =>
  value === null ? null : { low: value, high: value };

/** How it is forecast; how good that was stands in the table of forecasts. */
function asideOf({ row: { forecast } }: One, { say }: By): string[] {
  return forecast.ok ? [`${say('series.forecast')}: ${say(`indicators.forecast.${forecast.method}`)}`] : [];
}

/** What may not be left out where there is little room: that it is not forecast, or no better than the simplest would be. */
function saidOf({ row: { forecast } }: One, { say, format }: By): string[] {
  if (!forecast.ok) return [noForecast(forecast, say, format)];
  return worseThanSimple(forecast) ? [`${say('series.forecast')} ${say('indicators.forecast.worse')}`] : [];
}

function linesOf({ outside, scenario }: One, course: Course, newest: number, by: By): Line[] {
  const { say } = by;
  const { points, year } = course;
  const line = (
    of: Pick<Line, 'key' | 'name' | 'tone' | 'as'>,
    value: (p: CoursePoint, i: number) => Point | null,
  ): Line[] => {
    const own = points.map(value);
    return own.every((p) => p === null) ? [] : [{ ...of, points: own, told: true }];
  };
  const as = (value: number | null): Point | null => (value === null ? null : { value });
  const yearly = course.rhythm === 'year';
  /** The step that ends when a period does. */
  const ends = (text: string): number => {
    const { to } = parsePeriod(text);
    return points.findIndex(({ period }) => parsePeriod(period).to === to);
  };
  const assumed = scenario === null || scenario.year !== year ? null : scenario.value;
  return [
    ...line(
      { key: 'before', name: say('series.lastYear', { year: String(year - 1) }), tone: 'quiet', as: 'line' },
      (p) => as(p.lastYear),
    ),
    ...line({ key: 'plan', name: say('series.planYear'), tone: 'plan', as: 'ticks' }, (p) => as(p.plan)),
    ...line({ key: 'forecast', name: say('series.forecast'), tone: 'forecast', as: 'line' }, (p, i) =>
      p.forecast === null
        ? i === newest && points.some((one) => one.forecast !== null)
          ? as(p.value)
          : null
        : { value: p.forecast.mean },
    ),
    ...line(
      {
        ...{ key: 'value', tone: 'main', as: 'line' },
        name: yearly ? say('series.value') : say('series.thisYear', { year: String(year) }),
      },
      (p) =>
        p.value === null
          ? null
          : { value: p.value, ...(p.status === 'official' || p.status === null ? {} : { open: true }) },
    ),
    ...line({ key: 'outside', name: say('series.outside'), tone: 'outside', as: 'signs' }, (_, i) =>
      as(outside.find(({ period }) => ends(period) === i)?.value ?? null),
    ),
    ...line({ key: 'scenario', name: say('series.scenario'), tone: 'scenario', as: 'signs' }, (_, i) =>
      as(i === points.length - 1 ? assumed : null),
    ),
  ];
}

/** Everything there is of a period, in words. */
function titleOf(p: CoursePoint, { row, outside }: One, by: By): string {
  const { names, say, format } = by;
  const value = (n: number): string => amount(n, row.indicator, names, format);
  const others = outside
    .filter(({ period }) => parsePeriod(period).to === parsePeriod(p.period).to)
    .map((one) => `${say('series.outside')} ${value(one.value)} (${one.source})`);
  return [
    periodOf(p.period, row.indicator, by),
    p.value === null ? '' : `${value(p.value)}${p.status === null ? '' : ` ${say(`status.${p.status}`)}`}`,
    p.forecast === null
      ? ''
      : `${say('series.forecast')} ${value(p.forecast.mean)} (${format.range(value(p.forecast.low), value(p.forecast.high))})`,
    p.late ? say('series.late') : '',
    p.plan === null ? '' : say('indicators.plan', { value: value(p.plan) }),
    p.lastYear === null ? '' : `${say('series.samePeriod')} ${value(p.lastYear)}`,
    ...others,
  ]
    .filter((text) => text !== '')
    .join(', ');
}
