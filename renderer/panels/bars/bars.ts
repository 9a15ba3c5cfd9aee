import type { Place } from '../../../sync/contract/place.ts';
import type { MarkOf } from '../../ui/states.ts';

/** One bar from zero, and what is written beside it. */
export interface BarRow {
  key: string;
  name: string;
  /** The state it stands in, before its name. */
  state?: MarkOf;
  /** Its length, on the list's scale. */
  value: number;
  /** What is written for its value; as the list writes numbers where absent. */
  text?: string;
  /** A usual or a plan, on the list's scale. */
  tick: number | null;
  tone: 'plain' | 'red' | 'orange';
  /** How much of the value, at the bar's end, is overdue. */
  overdue?: number;
  /** Told after the value: a sign, in words of its own or by the list's key; or words alone. */
  beside: { mark: MarkOf; word: string } | { mark: null; word: string } | null;
  to: Place | null;
}

/** A list of bars on one scale, in the order they are to be read. */
export interface Bars {
  /** What time the figures are of; empty where the title says it, or where they are of now. */
  period: string;
  /** What else to know of them, the most important first. */
  aside: readonly string[];
  rows: readonly BarRow[];
  /** The scale's end. */
  most: number;
  write: (value: number) => string;
  /** What the strokes across bars are; empty where there are none, or the title says it. */
  stroke: string;
  /** What a mark without words means. */
  key: { mark: MarkOf; word: string } | null;
  /** How many more there are than `rows`. */
  more: number;
  /** The line under the list, for rows that are left out and what has no bar; empty texts where it has nothing to say. */
  rest: (hidden: readonly BarRow[]) => { text: string; value: string };
  /** Said where there is no row. */
  none: string;
}

/** The end of a scale that holds every value and every tick. */
export const endOf = (rows: readonly Pick<BarRow, 'value' | 'tick'>[]): number =>
  Math.max(0, ...rows.flatMap((row) => [row.value, row.tick ?? 0])) || 1;
