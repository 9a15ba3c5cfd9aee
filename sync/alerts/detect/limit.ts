import { verdictOf, type Side, type Verdict } from './verdict.ts';

/** A value and the limit it may not pass, in one unit. */
export interface Limited {
  readonly value: number;
  readonly limit: number;
  /** What is usual, for how far on the way the value is; null where nothing is. */
  readonly usual: number | null;
  /** `above`: more than the limit is past it; `below`: less is. */
  readonly side: Side;
}

/** Whether a value is past its limit. A fact: p is 0 or 1. */
export function limit({ value, limit: bound, usual, side }: Limited): Verdict {
  const past = side === 'above' ? value > bound : value < bound;
  return verdictOf({ value, expected: usual ?? bound, bound, side, p: past ? 0 : 1 });
}
