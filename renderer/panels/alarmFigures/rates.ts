import type { Data } from '../../../sync/contract/questions/index.ts';
import type { Line, Point, TimeChart } from '../../charts/time.ts';
import type { By } from '../model.ts';
import { STANDARD } from './standard.ts';

type Answered = Data<'alarmFigures'>;

/** Rings over time. */
export interface Rates {
  days: TimeChart;
  tens: TimeChart;
}

/** The standard's line is drawn where what rang comes this near to it; else it would leave nothing of the rest. */
const NEAR = 0.3;

/** A level line across all steps, and how many are over it; none where everything is far below. */
function held(name: string, limit: number, values: readonly number[]): Line[] {
  if (Math.max(0, ...values) < limit * NEAR) return [];
  const points = values.map((): Point => ({ value: limit }));
  return [{ key: 'standard', name, tone: 'plan', as: 'line', points, told: true }];
}

/** Columns over time, of one thing. */
function chartOf(
  steps: readonly { start: number; value: number; title: string }[],
  { unit, name, ticks, lines }: Pick<TimeChart, 'unit' | 'ticks'> & { name: string; lines: readonly Line[] },
  { format }: By,
): TimeChart {
  const columns: Line = {
    ...{ key: 'raised', name, tone: 'main', as: 'columns', told: false },
    points: steps.map(({ value }) => ({ value })),
  };
  return {
    steps: steps.map(({ start, title }) => ({ key: String(start), title, shaded: false, to: null })),
    ...{ unit, ticks, write: format.decimal, whole: true, zero: true, smooth: false },
    band: steps.map(() => null),
    lines: [...lines, columns],
    ...{ seams: [], looks: [], stamp: '' },
  };
}

/** Rings by day, and by ten minutes of the last day, against what the standard holds for acceptable. */
export function rates({ days, tens, operators }: Answered, by: By): Rates {
  const { say, format, asOf } = by;
  const limit = STANDARD.day * operators;
  const flood = STANDARD.worstTens * operators;
  const date = (start: number): string => format.dayMonth(start);
  const every = (n: number): TimeChart['ticks'][number] =>
    days.flatMap(({ start }, at) =>
      (days.length - 1 - at) % n === 0 ? [{ at, text: date(start), pinned: at === days.length - 1 }] : [],
    );
  const hours = (n: number): TimeChart['ticks'][number] =>
    tens.flatMap(({ start }, at) => {
      const time = format.time(start);
      return /^\d\d:0\d$/.test(time) && format.hour(start) % n === 0
        ? [{ at, text: `${time.slice(0, 3)}00` }]
        : [];
    });
  const told = (start: number, raised: number): string =>
    `${format.moment(start, asOf)}: ${say('alertCounts.count', { n: format.count(raised) })}`;
  return {
    days: chartOf(
      days.map(({ start, raised }) => ({ start, value: raised, title: told(start, raised) })),
      {
        unit: say('alarmFigures.perDay', { n: format.count(limit) }),
        name: say('alarmFigures.raised'),
        ticks: [every(2), every(7), every(14)],
        lines: held(
          say('alarmFigures.acceptable'),
          limit,
          days.map(({ raised }) => raised),
        ),
      },
      by,
    ),
    tens: chartOf(
      tens.map(({ start, raised }) => ({ start, value: raised, title: told(start, raised) })),
      {
        unit: say('alarmFigures.perTen', { n: format.count(flood) }),
        name: say('alarmFigures.raised'),
        ticks: [hours(3), hours(6), hours(12)],
        lines: held(
          say('alarmFigures.flood'),
          flood,
          tens.map(({ raised }) => raised),
        ),
      },
      by,
    ),
  };
}
