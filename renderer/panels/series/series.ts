import type { Target } from '../../ui/drill/target.ts';

/** One line or row of columns of a chart. */
export interface Line {
  id: 'main' | 'second' | 'same' | 'plan';
  name: string;
  /** As many as there are labels; null where there is none, and the line is broken there. */
  values: readonly (number | null)[];
  form: 'line' | 'columns' | 'steps';
}

/** A time series as it is drawn, all words ready. */
export interface Series {
  /** One a period, the oldest first; what the horizontal axis says. */
  labels: readonly string[];
  /** Of the first of these a line stands above; the others are quieter. */
  lines: readonly Line[];
  /** The usual, from where to where. */
  band: { name: string; low: readonly (number | null)[]; high: readonly (number | null)[] } | null;
  /** Periods whose value is not final: estimated, provisional, or only partly over. */
  open: readonly boolean[];
  /** Periods set back: days off. */
  off: readonly boolean[];
  /** Where one series gives way to another: before the period of this place, in words. */
  seams: readonly { at: number; text: string }[];
  /** What the vertical axis counts. */
  unit: string;
  /** Amounts stand on zero; rates may be looked at closely. */
  zero: boolean;
  write: (value: number) => string;
  targets: readonly (Target | null)[];
  titles: readonly string[];
  aside: readonly string[];
  /** The words for open values, where there are any. */
  openWords: string;
}

/** The last value of a line and its place; null where it has none. */
export function lastOf(line: Line | undefined): { at: number; value: number } | null {
  if (line === undefined) return null;
  const at = line.values.findLastIndex((value) => value !== null);
  const value = line.values[at];
  return value === null || value === undefined ? null : { at, value };
}

/** Steps an axis counts by, of one figure or a half between. */
const STEPS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** The next even step above a number. */
function evenStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const step = STEPS.find((one) => one * power >= least * (1 - 1e-9)) ?? 10;
  return step * power;
}

/**
 * From where to where the vertical axis goes, in two even steps: from zero, or close around the values where
 * `zero` is not asked for.
 */
export function extentOf({ lines, band, zero }: Pick<Series, 'lines' | 'band' | 'zero'>): [number, number] {
  const values = [
    ...lines.flatMap((line) => line.values),
    ...(band?.low ?? []),
    ...(band?.high ?? []),
  ].filter((value): value is number => value !== null && Number.isFinite(value));
  if (values.length === 0) return [0, 1];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const low = zero ? Math.min(0, least) : least;
  const high = zero ? Math.max(0, most) : most;
  const span = high - low || Math.abs(high) || 1;
  let step = evenStep(span / 2);
  let from = Math.floor(low / step) * step;
  // A bottom that was moved down may leave the top out: then one step further up.
  while (from + 2 * step < high) {
    step = evenStep(step * 1.05);
    from = Math.floor(low / step) * step;
  }
  return [from, from + 2 * step];
}
