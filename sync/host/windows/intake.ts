/** Bytes that are read of a line at a time: some dozens of messages. */
export const PIECE = 4 * 1024;

/** A line with something to be read. */
export interface Source {
  /** What it may still say: who has the most left is read first. */
  readonly left: number;
  /** Reads a piece of what has come. */
  read(): void;
}

/**
 * Reads lines, one piece in each turn of the event loop: however much comes and however many send it, frames and all else that the host does have
 * their time in between. What is not read stays with whoever sent it.
 */
export class Intake {
  readonly #waiting = new Set<Source>();
  readonly #soon: (act: () => void) => void;
  #goesOn = false;

  /** `soon` calls back in the next turn of the event loop. */
  constructor(soon: (act: () => void) => void = setImmediate) {
    this.#soon = soon;
  }

  /** There is something to be read of a line. */
  add(source: Source): void {
    this.#waiting.add(source);
    if (this.#goesOn) return;
    this.#goesOn = true;
    this.#soon(() => this.#turn());
  }

  /** A line is closed. */
  forget(source: Source): void {
    this.#waiting.delete(source);
  }

  #turn(): void {
    let next: Source | null = null;
    let most = -Infinity;
    for (const source of this.#waiting) {
      const { left } = source;
      if (left > most) [next, most] = [source, left];
    }
    this.#goesOn = next !== null;
    if (next === null) return;
    this.#waiting.delete(next);
    this.#soon(() => this.#turn());
    next.read();
  }
}
