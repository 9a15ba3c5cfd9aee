/** Pauses between attempts, milliseconds: each twice the one before, from the first to the longest. */
export interface Pauses {
  first: number;
  longest: number;
}

/** The pauses of whatever is tried again for ever: a lost city, a program or a window that ended. */
export const PAUSES: Pauses = { first: 500, longest: 30_000 };

/**
 * How long to wait before attempt number `attempt` (0 is the first repeat), milliseconds. Of the pause a half
 * is left to `random`, in [0, 1), where many would else come back in step; without it the whole is waited.
 */
export function pauseBefore(attempt: number, random = 1, { first, longest }: Pauses = PAUSES): number {
  const whole = Math.min(longest, first * 2 ** Math.min(attempt, 64));
  return Math.round((whole / 2) * (1 + random));
}

/** Having lived so long, milliseconds, something is sound: what it did before is forgotten. */
const SOUND_AFTER = 60_000;

/** When to start something again that ends by itself: soon at first, then ever later. The clock is the caller's. */
export class Restarts {
  readonly #pauses: Pauses;
  #since = 0;
  #inARow = 0;

  constructor(pauses: Pauses = PAUSES) {
    this.#pauses = pauses;
  }

  /** Faults a start at an instant, milliseconds. */
  started(now: number): void {
    this.#since = now;
  }

  /** Faults an end; says how long to wait, and how many ends in a row there were, none after a sound life. */
  ended(now: number): { wait: number; inARow: number } {
    this.#inARow = now - this.#since >= SOUND_AFTER ? 1 : this.#inARow + 1;
    return { wait: pauseBefore(this.#inARow - 1, 1, this.#pauses), inARow: this.#inARow };
  }
}
