import { createHash, randomBytes } from 'node:crypto';

/** A secret that nobody guesses. */
export const secret = (): string => randomBytes(32).toString('base64url');
const hashed = (of: string): string => createHash('sha256').update(of).digest('base64url');

/** What waits under a secret for a while, so much of it at most, and can be taken once: the secrets themselves are not held. */
export class Waiting<T> {
  readonly #held = new Map<string, { value: T; until: number }>();
  readonly #most: number;
  readonly #lasts: number;
  readonly #now: () => number;

  constructor({ most, lasts, now }: { most: number; lasts: number; now: () => number }) {
    this.#most = most;
    this.#lasts = lasts;
    this.#now = now;
  }

  /** Has a value wait; what has waited longest goes where there is no more room. */
  add(under: string, value: T): void {
    const now = this.#now();
    for (const [key, { until }] of this.#held)
      if (until <= now || this.#held.size >= this.#most) this.#held.delete(key);
      else break;
    this.#held.set(hashed(under), { value, until: now + this.#lasts });
  }

  /** Takes what waits under a secret; null where there is nothing, or no more. */
  take(under: string): T | null {
    const key = hashed(under);
    const held = this.#held.get(key);
    this.#held.delete(key);
    return held === undefined || held.until <= this.#now() ? null : held.value;
  }
}
