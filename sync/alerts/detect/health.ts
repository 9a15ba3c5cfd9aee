import type { Instant } from '../../contract/instants.ts';

/** When a screen last reported. */
export interface ScreenSeen {
  readonly screen: number;
  /** Null: never since the host started. */
  readonly lastReport: Instant | null;
}

/** How much was free on a disk, bytes, at instants, oldest first. */
export interface DiskFree {
  readonly free: readonly { readonly at: Instant; readonly bytes: number }[];
}

/** Two clocks read at once, milliseconds: the wall's and one that never jumps. Oldest first. */
export interface ClockPair {
  readonly wall: Instant;
  readonly steady: number;
}
