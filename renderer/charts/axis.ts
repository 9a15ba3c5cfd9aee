import type { TimeChart } from './time.ts';

/** An axis: from where to where, and how far its lines are apart. */
export interface Axis {
  from: number;
  to: number;
  step: number;
  /** Decimals its steps need. */
  decimals: number;
}

/** Steps people count in. */
const STEPS = [1, 2, 2.5, 5, 10];

/** The least round step that is no smaller than `least`. */
function roundStep(least: number, whole: boolean): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const found = STEPS.map((s) => s * power).find((s) => s >= least * (1 - 1e-9)) ?? 10 * power;
  return whole ? Math.max(1, Math.ceil(found - 1e-9)) : found;
}

function decimalsOf(step: number): number {
  for (let decimals = 0; decimals < 6; decimals += 1)
    if (Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) < 1e-6) return decimals;
  return 6;
}

/** Past the outermost line an axis goes on as far as values do, and by this share of it for what is drawn around them. */
const MARGIN = 0.03;

/**
 * Whether an axis does well to begin at zero although nothing asks it to: where the least is under half the greatest,
 * little height is won by beginning elsewhere, and much is seen that is not so.
 */
export const nearZero = ({ low, high }: { low: number; high: number }): boolean =>
  (low >= 0 && low < high / 2) || (high <= 0 && high > low / 2);

/**
 * An axis that holds every value from `low` to `high`, with about `lines` lines and at least two. With `zero` it begins
 * (or ends) there; without, near the lowest value. It ends where the values do, not at the next line, so that
 * nothing of the height is lost. Values that are all the same stand in its middle.
 */
export function axisFor(
  { low, high }: { low: number; high: number },
  { lines, zero, whole }: { lines: number; zero: boolean; whole: boolean },
): Axis {
  let [from, to] = zero ? [Math.min(0, low), Math.max(0, high)] : [low, high];
  if (to - from < 1e-9 * Math.max(1, Math.abs(to))) {
    const room = whole ? Math.max(1, Math.abs(to) * 0.1) : Math.abs(to) * 0.1 || 1;
    [from, to] = zero && to === 0 ? [0, room] : [from - room, to + room];
  }
  // Ends of a usual are no whole numbers, and may have none between them, or one.
  if (whole && Math.floor(to) - Math.ceil(from) < 1) [from, to] = [Math.floor(from), Math.ceil(to)];
  const margin = (to - from) * MARGIN;
  const ends = { from: zero && from === 0 ? 0 : from - margin, to: zero && to === 0 ? 0 : to + margin };
  let step = roundStep((to - from) / Math.max(1, lines - 1), whole);
  // A coarse step may find one line only, or none.
  for (let finer = 0; finer < 4 && linesOf({ ...ends, step, decimals: 0 }).length < 2; finer += 1)
    step = roundStep(step / 2.01, whole);
  return { ...ends, step, decimals: decimalsOf(step) };
}

/** Where an axis has its lines: at every multiple of its step. */
export function linesOf({ from, to, step }: Axis): number[] {
  const first = Math.ceil(from / step - 1e-9);
  const n = Math.floor(to / step + 1e-9) - first + 1;
  const decimals = decimalsOf(step);
  return Array.from({ length: Math.max(0, n) }, (_, i) => Number(((first + i) * step).toFixed(decimals)));
}

/** The lowest and the highest of everything a chart draws; null where it draws nothing. */
export function reachOf(chart: Pick<TimeChart, 'lines' | 'band'>): { low: number; high: number } | null {
  const values = [
    ...chart.lines.flatMap(({ points }) =>
      points.flatMap((p) => (p === null ? [] : [p.value, ...(p.was === undefined ? [] : [p.was])])),
    ),
    ...chart.band.flatMap((b) => (b === null ? [] : [b.low, b.high])),
  ];
  if (values.length === 0) return null;
  return values.reduce((r, v) => ({ low: Math.min(r.low, v), high: Math.max(r.high, v) }), {
    low: Infinity,
    high: -Infinity,
  });
}
