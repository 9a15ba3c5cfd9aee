import { DateTime } from 'luxon';
import { studentQuantile, studentTail } from './laws.ts';
import { leastSquares, type Plane } from './least-squares.ts';
import { verdictOf, type Side, type Verdict } from './verdict.ts';

/** A measure of one day. */
export interface DailyValue {
  /** Local date, `YYYY-MM-DD`. */
  readonly day: string;
  readonly value: number;
  /** Whether it was a day off beside the weekend. */
  readonly off: boolean;
}

export interface DailyOptions {
  readonly side: Side;
  /** The chance, one-sided, beyond which a value is marked. */
  readonly alpha: number;
  /** The least standard deviation taken for possible, in the measure's unit; above 0. */
  readonly leastDeviation: number;
  /** Whether what moves it multiplies it, as counts and amounts are: judged by ln(1 + value). Else what moves it adds to it. */
  readonly multiplied: boolean;
}

/** Days of the past below which nothing is said; from which a trend and the seasons are fitted. */
const FEWEST = { days: 28, trend: 84, seasons: 548 } as const;
/** Where Huber's weights begin to fall, in standard deviations: 95 % as good as least squares where all is normal. */
const BEND = 1.345;
const ROUNDS = 30;
/** The most that one day is taken to hand on to the next. */
const MOST_CARRIED = 0.9;
const COLUMNS = 13;

/** What is known of a day beforehand: level, weekday, day off, trend, two waves of the year. */
function designOf(day: string, off: boolean, first: number, known: number): number[] {
  const date = DateTime.fromISO(day, { zone: 'utc' });
  const t = date.toMillis() / 86_400_000 - first;
  const turn = (2 * Math.PI * date.ordinal) / 365.25;
  const seasons = known >= FEWEST.seasons;
  return [
    ...[1, ...[1, 2, 3, 4, 5, 6].map((weekday) => (!off && date.weekday === weekday ? 1 : 0)), off ? 1 : 0],
    known >= FEWEST.trend ? t / known : 0,
    ...[Math.cos(turn), Math.sin(turn), Math.cos(2 * turn), Math.sin(2 * turn)].map((v) => (seasons ? v : 0)),
  ];
}

/** The standard deviation by the median of absolute residuals, of which one in two may be anything; `least` at least. */
function scaleOf(residuals: readonly number[], least: number): number {
  const sorted = residuals.map(Math.abs).sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
  return Math.max(least, 1.4826 * median);
}

const clip = (value: number, most: number): number => Math.max(-most, Math.min(most, value));

/** Huber's M-estimate (Huber, Ann. Math. Stat. 35 (1964) 73-101) by reweighting: days that stand out pull less. */
function robust(
  rows: readonly { x: readonly number[]; y: number }[],
  least: number,
): { plane: Plane; residuals: number[]; scale: number } {
  let weights = rows.map(() => 1);
  let scale = least;
  let residuals: number[] = [];
  let plane = leastSquares([], COLUMNS);
  for (let round = 0; round < ROUNDS; round++) {
    plane = leastSquares(
      rows.map(({ x, y }, i) => ({ x, y, weight: weights[i] ?? 1 })),
      COLUMNS,
    );
    const { coefficients } = plane;
    residuals = rows.map(({ x, y }) => y - x.reduce((sum, v, j) => sum + v * (coefficients[j] ?? 0), 0));
    const before = scale;
    scale = scaleOf(residuals, least);
    weights = residuals.map((r) => Math.min(1, (BEND * scale) / Math.max(Math.abs(r), 1e-300)));
    if (round > 1 && Math.abs(scale - before) < 1e-9 * scale) break;
  }
  return { plane, residuals, scale };
}

/**
 * A daily measure out of its usual: against what its weekday, days off, season and trend let expect, by a robust regression on its past,
 * and what the day before leaves over (an autoregression of order one on clipped residuals: a level that wanders is followed, an
 * outlier is not). Seasons need a year and a half of past, a trend twelve weeks. `past` oldest first, days may lack. Null with
 * fewer than 28 days.
 */
export function daily(now: DailyValue, past: readonly DailyValue[], options: DailyOptions): Verdict | null {
  const known = past.length;
  const [firstDay, lastDay] = [past[0]?.day, past.at(-1)?.day];
  if (known < FEWEST.days || firstDay === undefined || lastDay === undefined) return null;
  const { side, alpha, multiplied } = options;
  const judged = (value: number): number => (multiplied ? Math.log1p(Math.max(0, value)) : value);
  const back = (value: number): number => (multiplied ? Math.expm1(value) : value);
  const dayOf = (day: string): number => DateTime.fromISO(day, { zone: 'utc' }).toMillis() / 86_400_000;
  const first = dayOf(firstDay);
  const span = dayOf(lastDay) - first + 1;
  const rows = past.map(({ day, value, off }) => ({
    x: designOf(day, off, first, span),
    y: judged(value),
  }));
  const level = past.reduce((sum, { value }) => sum + value, 0) / known;
  const least = multiplied ? options.leastDeviation / (1 + Math.max(0, level)) : options.leastDeviation;
  const { plane, residuals, scale } = robust(rows, least);
  const clipped = residuals.map((r) => clip(r, 2 * scale));
  let [with1, of0] = [0, 0];
  clipped.forEach((r, i) => {
    const before = clipped[i - 1];
    if (before === undefined || dayOf(past[i]?.day ?? '') - dayOf(past[i - 1]?.day ?? '') !== 1) return;
    with1 += r * before;
    of0 += before * before;
  });
  const carried = of0 > 0 ? Math.max(0, Math.min(MOST_CARRIED, with1 / of0)) : 0;
  const innovations = residuals.flatMap((r, i) => (i === 0 ? [] : [r - carried * (clipped[i - 1] ?? 0)]));
  const x = designOf(now.day, now.off, first, span);
  const gap = dayOf(now.day) - dayOf(lastDay);
  const middle =
    x.reduce((sum, v, j) => sum + v * (plane.coefficients[j] ?? 0), 0) +
    carried ** Math.max(1, gap) * (clipped.at(-1) ?? 0);
  // A gap of some days lets a level wander as far as it ever does.
  const own = scaleOf(gap > 1 ? residuals : innovations, least);
  const width = own * Math.sqrt(1 + plane.leverage(x));
  const used = new Set(rows.flatMap((row) => row.x.flatMap((v, j) => (v === 0 ? [] : [j])))).size;
  const freedom = Math.max(1, known - used);
  const sign = side === 'above' ? 1 : -1;
  const verdict = verdictOf({
    ...{ value: judged(now.value), expected: middle, side },
    bound: middle + sign * studentQuantile(1 - alpha, freedom) * width,
    p: studentTail((sign * (judged(now.value) - middle)) / width, freedom),
  });
  return { ...verdict, value: now.value, expected: back(verdict.expected), bound: back(verdict.bound) };
}
