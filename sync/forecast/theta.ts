import { decompose } from './decompose.ts';
import { lineThrough } from './line.ts';
import { least } from './nelder-mead.ts';
import { TWENTIETH } from './normal.ts';
import type { Method } from './series.ts';
import { smooth, type Smoothing } from './smoothing.ts';
import { spreadOf } from './spread.ts';

/** Seasonal factors nearer to nothing than this cannot be divided by. */
const NOTHING = 1e-4;
const LEAST = 1e-4;
const MOST = 0.9999;
const EVALUATIONS = 2000;

/** Whether values one round apart are alike beyond chance: a test at 90 % of the autocorrelation, against those of shorter lags. */
function isSeasonal(values: readonly number[], season: number): boolean {
  if (season < 2 || values.length <= 2 * season) return false;
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const apart = values.map((value) => value - mean);
  const product = (lag: number): number =>
    apart.slice(lag).reduce((sum, value, i) => sum + value * (apart[i] ?? 0), 0);
  const whole = product(0);
  if (whole === 0) return false;
  const shorter = Array.from({ length: season - 1 }, (_, i) => (product(i + 1) / whole) ** 2);
  const limit = Math.sqrt((1 + 2 * shorter.reduce((a, b) => a + b, 0)) / values.length);
  return Math.abs(product(season) / whole) / limit > TWENTIETH;
}

/** Seasonal factors by place in the round; none where values have no seasons, or factors come to nothing. */
function factorsOf(values: readonly number[], season: number): readonly number[] {
  if (!isSeasonal(values, season)) return [];
  const factors = decompose(values, season, 'multiplicative');
  return factors.every((one) => Number.isFinite(one) && Math.abs(one) >= NOTHING) ? factors : [];
}

function leveled(alpha: number, level: number): Smoothing {
  return { form: 'ANN', alpha, beta: 0, gamma: 0, phi: 1, level, slope: 0, seasons: [] };
}

/** Simple exponential smoothing, its parameter and first level by least squares. */
function smoothed(values: readonly number[]): Smoothing {
  const first = values.slice(0, 10);
  const start = [LEAST + 0.2 * (MOST - LEAST), first.reduce((a, b) => a + b, 0) / first.length];
  const squares = ([alpha = 0, level = 0]: readonly number[]): number =>
    alpha < LEAST || alpha > MOST ? Infinity : smooth(values, leveled(alpha, level)).meanSquare;
  const [alpha = 0, level = 0] = least(squares, start, EVALUATIONS);
  return leveled(alpha, level);
}

/**
 * The theta method: simple exponential smoothing with half the slope of the whole history as its drift
 * (Assimakopoulos & Nikolopoulos, The theta model, 2000, as explained by Hyndman & Billah, Unmasking the
 * theta method, 2003), of values cleared of their seasons where they have any. As `thetaf` of R's `forecast`,
 * whose intervals take no account of seasonal factors. Needs four values.
 */
export const theta: Method = ({ values, season }) => {
  if (values.length < 4) return null;
  const factors = factorsOf(values, season);
  const factor = (place: number): number => factors[place % factors.length] ?? 1;
  const cleared = (some: readonly number[]): number[] => some.map((value, i) => value / factor(i));
  const model = smoothed(cleared(values));
  const { alpha } = model;
  return (known, horizon) => {
    const plain = cleared(known);
    const now = smooth(plain, model);
    const drift = lineThrough(plain).slope / 2;
    const lag = (1 - (1 - alpha) ** known.length) / alpha;
    const sigma = Math.sqrt(now.squares / Math.max(1, known.length - 2));
    return {
      mean: Array.from(
        { length: horizon },
        (_, i) => (now.level + drift * (i + lag)) * factor(known.length + i),
      ),
      ...spreadOf(sigma, horizon, (later) => (later === 0 ? 1 : alpha)),
    };
  };
};
