/** When to start something again that ended by itself: soon at first, then ever later, and at some point differently. */
export interface BackoffLimits {
  /** The first wait, milliseconds; each further one is twice as long. */
  first: number;
  longest: number;
  /** After so many ends in a row, none of which lived for `healthyAfter`, something simpler should be tried. */
  giveUpAfter: number;
  /** Having lived so long, milliseconds, the past is forgotten. */
  healthyAfter: number;
}

export const RESTARTS: BackoffLimits = { first: 500, longest: 30_000, giveUpAfter: 5, healthyAfter: 60_000 };

export interface Backoff {
  /** Notes a start at an instant, milliseconds. */
  started(now: number): void;
  /** Notes an end; says how long to wait, and whether it has failed too often to go on the same way. */
  ended(now: number): { wait: number; fallBack: boolean };
}

/** A fresh count of ends for one process or window. The clock is the caller's. */
export function backoff(limits: BackoffLimits = RESTARTS): Backoff {
  let failures = 0;
  let since = 0;
  return {
    started(now) {
      since = now;
    },
    ended(now) {
      failures = now - since >= limits.healthyAfter ? 1 : failures + 1;
      const wait = Math.min(limits.first * 2 ** (failures - 1), limits.longest);
      return { wait, fallBack: failures >= limits.giveUpAfter };
    },
  };
}
