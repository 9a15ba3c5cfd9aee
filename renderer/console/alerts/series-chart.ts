import type { Sign } from '../../../sync/contract/alerts.ts';
import { DAY } from '../../../sync/contract/instants.ts';
import type { Point, Tick, TimeChart } from '../../charts/time.ts';
import type { Format, Say } from '../../locales/index.ts';
import { figure } from '../../ui/alert-words.ts';

interface By {
  say: Say;
  format: Format;
}
type Pictured = Pick<
  Sign,
  'series' | 'since' | 'until' | 'measure' | 'value' | 'expected' | 'limit' | 'p' | 'subject'
>;

/** What the picture of a sign counts: that of a chance is the indicator's own course, which the chance and its limit are no part of. */
export const pictured = <T extends Pick<Sign, 'measure' | 'limit'>>(sign: T): T =>
  sign.measure === 'chance' ? { ...sign, measure: 'value', limit: null } : sign;

/** What is counted as it comes: its values are of stretches of time, and the last of them may not be over. */
const FLOWS: ReadonlySet<Sign['measure']> = new Set(['opened', 'records']);

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
export function seriesChart(of: Pictured, unit: string, { say, format }: By): TimeChart | null {
  const sign = pictured(of);
  const { series } = sign;
  const [first, second] = series;
  if (first === undefined || second === undefined) return null;
  const step = second.at - first.at;
  const byDay = step >= DAY;
  const flows = FLOWS.has(sign.measure);
  // A limit of so many hours is none of each of them.
  const limit = flows && Math.abs(sign.until - sign.since - step) > step / 10 ? null : sign.limit;
  const unfinished = ({ at }: { at: number }): boolean => flows && at + step > sign.until + 1;
  const named = series.map(({ at }) => (byDay ? format.dayMonth(at) : format.time(at)));
  const pointsOf = (values: readonly (number | null)[]): (Point | null)[] =>
    values.map((value) => (value === null ? null : { value }));
  const values = series.map((one): Point | null =>
    one.value === null
      ? null
      : { value: one.value, ...(unfinished(one) ? { open: true, parted: true } : {}) },
  );
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
    unit: flows ? say(byDay ? 'queue.perDay' : 'queue.perHour', { unit }) : unit,
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
        ...{ points: values, told: true },
      },
    ],
    seams: [],
    looks: series.some(unfinished) ? [{ look: 'open', text: say('queue.unfinished') }] : [],
    stamp: '',
  };
}
