import type { Answer } from '../../contract/answers.ts';

/** Answers that are held for whoever else may ask for them, bytes. */
const MOST_HELD = 16 * 1024 * 1024;
/** One that was asked anew in none of so many frames is asked by nobody, or by one who waits long for a turn. */
const KEPT_FRAMES = 30;

/** An answer, with a text that changes where it does, and about its size. */
export interface Told {
  answer: Answer;
  tag: string;
  bytes: number;
}

/** One, and the frame that it is of. */
export interface Entry extends Told {
  frame: number;
}

/** Answers to what no screen of the wall asks: as many as there is room for, the oldest go first. */
export class HeldAnswers {
  readonly #entries = new Map<string, Entry>();
  readonly #most: number;
  #bytes = 0;

  constructor(most = MOST_HELD) {
    this.#most = most;
  }

  get(key: string): Entry | undefined {
    return this.#entries.get(key);
  }

  keep(key: string, entry: Entry): void {
    this.#drop(key);
    this.#entries.set(key, entry);
    this.#bytes += entry.bytes;
    for (const old of this.#entries.keys()) {
      if (this.#bytes <= this.#most || old === key) break;
      this.#drop(old);
    }
  }

  /** Drops what nobody has asked for since long before a frame. */
  age(frame: number): void {
    for (const [key, entry] of this.#entries) if (entry.frame < frame - KEPT_FRAMES) this.#drop(key);
  }

  clear(): void {
    this.#entries.clear();
    this.#bytes = 0;
  }

  #drop(key: string): void {
    this.#bytes -= this.#entries.get(key)?.bytes ?? 0;
    this.#entries.delete(key);
  }
}
