import { DAY } from '../../contract/instants.ts';
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
  /**
   * Whether what moves it multiplies it, as counts and amounts are: judged by ln(1 + value). Else what moves
   * it adds to it.
   */
  readonly multiplied: boolean;
}

/** Days of the past below which nothing is said; from which a trend and the seasons are fitted. */
const FEWEST = { days: 28, trend: 84, seasons: 548 } as const;
/**
 * Where Huber's weights begin to fall, in standard deviations: 95 % as good as least squares where all is
 * normal.
 */
const BEND = 1.345;
/** The most that one day is taken to hand on to the next. */
const MOST_CARRIED = 0.9;

/** A day as days since 1970-01-01. */
const dayOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY;

/**
 * What is known of a day beforehand: level, weekday, day off, trend, two waves of the year. `span`: days the
 * past covers.
 */
function designOf(day: number, off: boolean, first: number, span: number): number[] {
  const date = new Date(day * DAY);
  const weekday = date.getUTCDay();
  const turn = (2 * Math.PI * (day - Date.UTC(date.getUTCFullYear(), 0, 1) / DAY)) / 365.25;
  const waves = span >= FEWEST.seasons ? [1, 2] : [];
  return [
    ...[1, ...[1, 2, 3, 4, 5, 6].map((one) => (!off && weekday === one ? 1 : 0)), off ? 1 : 0],
    span >= FEWEST.trend ? (day - first) / span : 0,
    ...waves.flatMap((wave) => [Math.cos(wave * turn), Math.sin(wave * turn)]),
  ];
}

/** Residuals beyond so many standard deviations count as these. */
const CUT = 2.5;
/** The mean of min(Z², CUT²) of the standard normal. */
const CUT_MEAN = 0.977_558;

/**
 * The standard deviation of residuals of which some may be anything: by the median of their sizes first, then
 * by the mean of their squares, those beyond {@link CUT} of it cut, with what the fit took of their freedom
 * given back. `least` at least.
 */
function scaleOf(residuals: readonly number[], freedom: number, least: number): number {
  const sizes = residuals.map(Math.abs).sort((a, b) => a - b);
  const middle = (sizes.length - 1) / 2;
  const median = ((sizes[Math.floor(middle)] ?? 0) + (sizes[Math.ceil(middle)] ?? 0)) / 2;
  const most = CUT * Math.max(least, 1.4826 * median);
  const squares = sizes.reduce((sum, size) => sum + Math.min(size, most) ** 2, 0);
  return Math.max(least, Math.sqrt(squares / (freedom * CUT_MEAN)));
}

const clip = (value: number, most: number): number => Math.max(-most, Math.min(most, value));

/**
 * Huber's M-estimate (Huber, Ann. Math. Stat. 35 (1964) 73-101) by reweighting: days that stand out pull
 * less.
 */
function robust(
  rows: readonly { x: readonly number[]; y: number }[],
  freedom: number,
  least: number,
): { plane: Plane; residuals: number[]; scale: number } {
  let weights = rows.map(() => 1);
  let scale = Infinity;
  for (;;) {
    const plane = leastSquares(
      rows.map(({ x, y }, i) => ({ x, y, weight: weights[i] ?? 1 })),
      rows[0]?.x.length ?? 0,
    );
    const residuals = rows.map(({ x, y }) => y - valueOf(plane, x));
    const now = scaleOf(residuals, freedom, least);
    // It only shrinks, or stands still: never more than some rounds. What is no number shrinks no further.
    if (!(now < scale * (1 - 1e-6))) return { plane, residuals, scale: now };
    scale = now;
    weights = residuals.map((r) => Math.min(1, (BEND * now) / Math.max(Math.abs(r), 1e-300)));
  }
}

const valueOf = ({ coefficients }: Plane, x: readonly number[]): number =>
  x.reduce((sum, v, j) => sum + v * (coefficients[j] ?? 0), 0);

/**
 * How much of a day's clipped residual the next one has: least squares over days in a row, 0 to {@link
 * MOST_CARRIED}.
 */
function carriedBy(clipped: readonly number[], days: readonly number[]): number {
  let [across, squares] = [0, 0];
  clipped.forEach((r, i) => {
    const before = clipped[i - 1];
    if (before === undefined || (days[i] ?? 0) - (days[i - 1] ?? 0) !== 1) return;
    across += r * before;
    squares += before * before;
  });
  return squares > 0 ? Math.max(0, Math.min(MOST_CARRIED, across / squares)) : 0;
}

/**
 * A daily measure out of its usual: against what its weekday, days off, season and trend let expect, by a
 * robust regression on its past, and what the day before leaves over (an autoregression of order one on
 * clipped residuals: a level that wanders is followed, an outlier is not). Seasons need a year and a half of
 * past, a trend twelve weeks; a day off that never was before is held against Sundays. `past` oldest first,
 * days may lack. Null with fewer than 28 days.
 */
export function daily(now: DailyValue, past: readonly DailyValue[], options: DailyOptions): Verdict | null {
  const days = past.map(({ day }) => dayOf(day));
  const [first, last] = [days[0], days.at(-1)];
  if (past.length < FEWEST.days || first === undefined || last === undefined) return null;
  const { side, alpha, multiplied } = options;
  const judged = (value: number): number => (multiplied ? Math.log1p(Math.max(0, value)) : value);
  const told = (value: number): number => (multiplied ? Math.expm1(value) : value);
  const span = last - first + 1;
  const rows = past.map(({ value, off }, i) => ({
    x: designOf(days[i] ?? 0, off, first, span),
    y: judged(value),
  }));
  const used = new Set(rows.flatMap(({ x }) => x.flatMap((v, j) => (v === 0 ? [] : [j])))).size;
  const freedom = past.length - used;
  const level = past.reduce((sum, { value }) => sum + value, 0) / past.length;
  const least = options.leastDeviation / (multiplied ? 1 + Math.max(0, level) : 1);
  const { plane, residuals, scale } = robust(rows, freedom, least);
  const clipped = residuals.map((r) => clip(r, 2 * scale));
  const carried = carriedBy(clipped, days);
  const today = dayOf(now.day);
  const x = designOf(today, now.off, first, span);
  const expected = valueOf(plane, x) + carried ** (today - last) * (clipped.at(-1) ?? 0);
  // After a gap of days a level may be as far away as it ever is.
  const innovations = residuals.map((r, i) => r - carried * (clipped[i - 1] ?? 0));
  const own = scaleOf(today - last > 1 ? residuals : innovations, freedom, least);
  // Days that carry each other on tell less of the level than so many would: by the variance of a mean of
  // such.
  const fewer = (1 + carried) / (1 - carried);
  const width = Math.sqrt(own ** 2 + scale ** 2 * fewer * plane.leverage(x) * (1 - carried) ** 2);
  const sign = side === 'above' ? 1 : -1;
  const verdict = verdictOf({
    ...{ value: judged(now.value), expected, side },
    bound: expected + sign * studentQuantile(1 - alpha, freedom) * width,
    p: studentTail((sign * (judged(now.value) - expected)) / width, freedom),
  });
  return { ...verdict, value: now.value, expected: told(expected), bound: told(verdict.bound) };
}
