import type { Side } from './verdict.ts';

/** A value and the limit it may not pass. */
export interface Limited {
  readonly value: number;
  readonly limit: number;
  /** `above`: more is past it; `below`: less is. */
  readonly side: Side;
}
