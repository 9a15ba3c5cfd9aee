import { boardAt } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { SeriesPoint } from '../../../sync/contract/questions/measures.ts';
import type { Line, Look, Point } from '../../charts/time.ts';
import { beginsAtNewYear } from '../../charts/years.ts';
import { periodWords } from '../../locales/index.ts';
import type { By } from '../model.ts';
import { weekdayOf } from './day-ticks.ts';
import { overYears } from './over-years.ts';
import { periodSteps, periodTicks, type PeriodSteps } from './period-steps.ts';
import type { Draw, Series } from './series.ts';
import { titleOf } from './title.ts';
import { turnNotes } from './turn-notes.ts';

type One = Data<'indicator'>;

/** More columns than this are no columns any more. */
const COLUMNS = 40;
/** The same period a year earlier is held beside the newest year's values; before that it is the line itself. */
const YEAR: Readonly<Record<One['rhythm'], number>> = {
  ...{ day: 31, month: 12, cumulative: 12, quarter: 4, year: 0, span: 0 },
};

/**
 * One indicator over time, against its plan and the same period; each territory's values are a line of their own. What is counted
 * from New Year on is told by the year.
 */
export function fromIndicator(data: One, by: By, draw: Draw): Series {
  const { names, say, format } = by;
  const { row, rhythm, series } = data;
  const known = names.find.indicator(row.indicator);
  const newest = series.at(-1)?.period;
  if (newest !== undefined && beginsAtNewYear(newest, known?.restarts === true)) return overYears(data, by);
  const steps = periodSteps(
    series.map(({ period }) => period),
    rhythm,
  );
  const few = steps.periods.length <= COLUMNS;
  const columns = draw === 'columns' || (draw === undefined && known?.accumulates === true && few);
  const mixed = new Set(series.map(({ provenance }) => provenance)).size > 1;
  const own = territories(data, steps, { columns, mixed }, by);
  const lines = [...samePeriods(data, steps, by), ...own, ...plans(data, steps, by)];
  const revised = series.some(({ earlier, value }) => earlier.some((e) => e.value !== value));
  const looks: (Look | false)[] = [
    series.some(({ status }) => status !== 'official') && {
      look: columns ? 'hatched' : 'open',
      text: say('series.estimated'),
    },
    mixed && { look: 'strong', text: say('published') },
    revised && { look: 'was', text: say('series.was') },
  ];
  const invented = series.some(({ provenance }) => provenance === 'demo');
  return {
    aside: [say(`rhythm.${rhythm}`), data.subject === 'city' ? '' : subjectOf(data.subject, by)],
    state: null,
    chart: {
      steps: steps.periods.map((period) => ({
        ...{ key: period, shaded: false },
        title: titleOf(period, data, by),
        to: series.some((p) => p.period === period) ? boardAt('indicator', { subject: row.indicator }) : null,
      })),
      ticks: periodTicks(steps.periods, rhythm, say),
      unit: names.measure(row.indicator),
      write: (value, decimals) => format.fixed(value, decimals ?? known?.decimals ?? 1),
      ...{ whole: known?.decimals === 0, zero: columns, smooth: false, band: [] },
      lines,
      seams: data.seams.flatMap(({ date, after }) => {
        // The first period that ends on that day or later is of the later territory.
        const at = steps.periods.findIndex((period) =>
          series.some((p) => p.period === period && p.territory === after),
        );
        return at < 1
          ? []
          : [{ at: at - 0.5, text: say('series.seam', { date: dateOf(date) }), brief: dateOf(date) }];
      }),
      notes: turnNotes(own.at(-1)?.points ?? [], {
        season: seasonOf(steps, rhythm),
        counted: known?.decimals === 0,
        when: (at) => periodWords(steps.periods[at] ?? '', say),
        say,
      }),
      looks: looks.filter((look) => look !== false),
      stamp: invented ? say(mixed ? 'series.someDemo' : 'demoShort') : '',
    },
    none: say('reason.noValue'),
  };
}

/** So many years of months, and a month is known by those of the years before. */
const YEARS = 3;

/** Which periods are alike: days of the week, and of enough years the months and quarters. */
function seasonOf({ periods }: PeriodSteps, rhythm: One['rhythm']): string[] | undefined {
  if (rhythm === 'day') return periods.map((period) => String(weekdayOf(period)));
  const long = rhythm === 'month' ? 12 : rhythm === 'quarter' ? 4 : null;
  if (long === null || periods.length < YEARS * long) return undefined;
  return periods.map((_, i) => String(i % long));
}

const dateOf = (date: string): string => date.split('-').reverse().join('/');

const subjectOf = (subject: string, { names }: By): string =>
  names.find.unit(subject) === undefined ? names.area(subject) : names.unit(subject);

/** A line for each territory there are values of, the newest on top. */
function territories(
  { series }: One,
  { periods, order }: PeriodSteps,
  { columns, mixed }: { columns: boolean; mixed: boolean },
  { say }: By,
): Line[] {
  const all = [...new Set(series.map(({ territory }) => territory))];
  return all.map((territory, k): Line => {
    const own = new Map(series.filter((p) => p.territory === territory).map((p) => [p.period, p]));
    const newest = k === all.length - 1;
    return {
      key: `value ${territory}`,
      name: say('series.value'),
      tone: newest ? 'main' : 'former',
      as: columns ? 'columns' : 'line',
      points: periods.map((period, i) => {
        const p = own.get(period);
        if (p === undefined) return null;
        const follows = i > 0 && (order[i] ?? 0) - (order[i - 1] ?? 0) === 1;
        return pointOf(p, { mixed, parted: !follows });
      }),
      told: newest,
    };
  });
}

function pointOf(p: SeriesPoint, { mixed, parted }: { mixed: boolean; parted: boolean }): Point {
  const [first] = p.earlier;
  return {
    value: p.value,
    ...(p.status === 'official' ? {} : { open: true }),
    ...(mixed && p.provenance === 'published' ? { strong: true } : {}),
    ...(first === undefined || first.value === p.value ? {} : { was: first.value }),
    ...(parted ? { parted: true } : {}),
  };
}

/** What the plan asks of each period; of two territories in one, the newer's. */
function plans({ series }: One, { periods }: PeriodSteps, { say }: By): Line[] {
  const asked = new Map(
    series.flatMap(({ period, plan }) => (plan === null ? [] : [[period, plan] as const])),
  );
  if (asked.size === 0) return [];
  const points = periods.map((period): Point | null => {
    const value = asked.get(period);
    return value === undefined ? null : { value };
  });
  return [{ key: 'plan', name: say('series.plan'), tone: 'plan', as: 'ticks', points, told: true }];
}

/** The newest year's periods a year earlier. */
function samePeriods({ series, rhythm }: One, { periods }: PeriodSteps, { say }: By): Line[] {
  const newest = series.at(-1)?.territory;
  const held = new Map(
    series.flatMap(({ period, samePeriod, territory }) =>
      samePeriod === null || territory !== newest ? [] : [[period, samePeriod.value] as const],
    ),
  );
  const from = periods.length - YEAR[rhythm];
  const points = periods.map((period, i): Point | null => {
    const value = i < from ? undefined : held.get(period);
    return value === undefined ? null : { value };
  });
  if (points.every((p) => p === null)) return [];
  return [{ key: 'same', name: say('series.samePeriod'), tone: 'quiet', as: 'line', points, told: true }];
}
