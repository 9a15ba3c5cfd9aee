import type { Sign } from '../../../sync/contract/alerts.ts';
import { DAY } from '../../../sync/contract/instants.ts';
import type { Point, Tick, TimeChart } from '../../charts/time.ts';
import type { Format, Say } from '../../locales/index.ts';
import { figure } from '../../ui/alert-words.ts';

interface By {
  say: Say;
  format: Format;
}
type Pictured = Pick<Sign, 'series' | 'measure' | 'value' | 'expected' | 'limit' | 'p' | 'subject'>;

/** At most so many words under the axis, in sets that are tried one after the other. */
const WORDS = [8, 5, 3] as const;

/** Evenly chosen steps, always with the last. */
function ticksOf(texts: readonly string[], most: number): Tick[] {
  const every = Math.max(1, Math.ceil(texts.length / most));
  const last = texts.length - 1;
  return texts.flatMap((text, at) =>
    (last - at) % every === 0 ? [{ at, text, ...(at === last ? { pinned: true } : {}) }] : [],
  );
}

/** The picture that an alert has: its values against what was usual, and the limit it passed; null where there is none. */
export function seriesChart(sign: Pictured, unit: string, { say, format }: By): TimeChart | null {
  const { series, limit } = sign;
  const [first, second] = series;
  if (first === undefined || second === undefined) return null;
  const byDay = second.at - first.at >= DAY;
  const named = series.map(({ at }) => (byDay ? format.dayMonth(at) : format.time(at)));
  const pointsOf = (values: readonly (number | null)[]): (Point | null)[] =>
    values.map((value) => (value === null ? null : { value }));
  const write = (n: number): string => figure(sign, n, { say, format });
  const expected = series.map((step) => step.expected);
  const usual = expected.some((value) => value !== null);
  return {
    steps: series.map(({ at, value, expected: was }) => ({
      key: String(at),
      title: [
        `${format.date(at)} ${format.time(at)}`,
        ...(value === null ? [] : [write(value)]),
        ...(was === null ? [] : [say('alertFigure.expected', { n: write(was) })]),
      ].join(' · '),
      shaded: false,
      to: null,
    })),
    ticks: WORDS.map((most) => ticksOf(named, most)),
    unit,
    write,
    whole: false,
    zero: series.every(({ value }) => (value ?? 0) >= 0),
    smooth: false,
    band: [],
    lines: [
      ...(usual
        ? [
            {
              ...{ key: 'expected', name: say('queue.usual'), tone: 'quiet' as const, as: 'line' as const },
              ...{ points: pointsOf(expected), told: true },
            },
          ]
        : []),
      ...(limit === null
        ? []
        : [
            {
              ...{ key: 'limit', name: say('queue.limit'), tone: 'plan' as const, as: 'line' as const },
              ...{ points: series.map(() => ({ value: limit })), told: true },
            },
          ]),
      {
        ...{ key: 'value', name: say(`measureName.${sign.measure}`), tone: 'main', as: 'line' },
        ...{ points: pointsOf(series.map(({ value }) => value)), told: true },
      },
    ],
    seams: [],
    looks: [],
    stamp: '',
  };
}
