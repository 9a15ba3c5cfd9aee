import type { Logger } from 'pino';
import { DAY, HOUR, type Instant } from '../contract/instants.ts';

export interface RetentionParts {
  /** For how many days after its case was closed a personal part is kept; absent: for good. */
  keepDays: () => number | undefined;
  /** The city's now; null before there is one. */
  now: () => Promise<Instant | null>;
  /** Drops personal parts of cases that were closed before an instant, some at a time; gives how many. */
  drop: (before: Instant) => Promise<number>;
  log: Logger;
}

/** Drops personal parts that were kept for as long as the profile says: at the start and each hour, by the city's time. */
export class Retention {
  readonly #parts: RetentionParts;
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;
  #looking: Promise<void> = Promise.resolve();

  constructor(parts: RetentionParts) {
    this.#parts = parts;
  }

  run(): void {
    const look = (): void => {
      this.#looking = this.#looking.then(() => this.look());
    };
    this.#timer = setInterval(look, HOUR);
    look();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#looking;
  }

  /** Drops what is old now. Never rejects. */
  async look(): Promise<void> {
    const { now, drop, log } = this.#parts;
    const keepDays = this.#parts.keepDays();
    if (keepDays === undefined) return;
    let dropped = 0;
    try {
      const at = await now();
      if (at === null) return;
      for (let n = 1; n > 0 && !this.#stopped; dropped += n) n = await drop(at - keepDays * DAY);
    } catch (error) {
      log.warn({ err: error }, 'personal parts that are old are kept until the next look');
    }
    if (dropped > 0) log.info({ dropped, keepDays }, 'personal parts were dropped: they are old');
  }
}
