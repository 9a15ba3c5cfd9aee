import type { Place } from '../../../sync/contract/place.ts';
import type { MarkOf } from '../../ui/states.ts';

/** One part of a whole. */
export interface Part {
  key: string;
  name: string;
  count: number;
  /** A part that is a state has its shape and colour; null for one that is none. */
  state: MarkOf | null;
  /** How strongly a part that is no state is drawn, 0 to 1: neighbours differ. */
  strength: number;
  to: Place | null;
}

/** A whole and its parts, in the order they are to be read. */
export interface Shares {
  /** What time the figures are of; empty where the title says it, or where they are of now. */
  period: string;
  /** What else to know of them, the most important first. */
  aside: readonly string[];
  /** The figure that the parts make up or that sums them up; null where there is none to give. */
  figure: number | null;
  write: (figure: number) => string;
  /** What the figure is of. */
  of: string;
  parts: readonly Part[];
}

/** A part as a share of all parts, 0 to 1; 0 where there is nothing at all. */
export function shareOf(part: Part, parts: readonly Part[]): number {
  const whole = parts.reduce((sum, { count }) => sum + count, 0);
  return whole === 0 ? 0 : part.count / whole;
}

/** Strengths for `n` parts from the strongest down, evenly. */
export const strengths = (n: number): number[] =>
  Array.from({ length: n }, (_, i) => (n === 1 ? 1 : 1 - (0.78 * i) / (n - 1)));
