/** Which side of the expected is looked at. */
export type Side = 'above' | 'below';

/**
 * What a detector says of one value. All detectors say it the same way, so that many of them are controlled
 * together (`fdr.ts`) and sorted by one order. `null` in place of it: there is too little past to say.
 */
export interface Verdict {
  /** What was seen, in the unit of what is watched. */
  readonly value: number;
  /** What its past lets expect, in the same unit. */
  readonly expected: number;
  /** The value past which the detector marks by its own limit (`alpha`), in the same unit. */
  readonly bound: number;
  readonly side: Side;
  /**
   * The probability, 0 to 1, that chance alone brings a value so far to that side or further. What is a fact
   * and no chance (`limit.ts`, `health.ts`) has 0 or 1 and is never controlled together with tests.
   */
  readonly p: number;
  /**
   * How far it is towards its bound: 0 as expected or on the other side, 1 at the bound; at most {@link
   * MOST}.
   */
  readonly score: number;
}

/**
 * Scores end here: the past may have had no scatter at all, and a score must be a number that JSON carries.
 */
export const MOST = 1000;

/**
 * The score of a value (Noufaily et al. 2013, 3.4, "exceedance score"): its way from the expected, in ways
 * from there to the bound.
 */
export function scoreOf(value: number, expected: number, bound: number, side: Side): number {
  const sign = side === 'above' ? 1 : -1;
  const way = sign * (value - expected);
  if (!(way > 0)) return 0;
  const width = sign * (bound - expected);
  return width > 0 ? Math.min(MOST, way / width) : MOST;
}

/** A verdict of its parts. `p` may come out of arithmetic a hair outside 0 to 1. */
export function verdictOf(parts: Omit<Verdict, 'score'>): Verdict {
  const { value, expected, bound, side } = parts;
  return { ...parts, p: Math.min(1, Math.max(0, parts.p)), score: scoreOf(value, expected, bound, side) };
}

/** Whether a value is past its bound. */
export function isPast({ value, bound, side }: Verdict): boolean {
  return side === 'above' ? value > bound : value < bound;
}
