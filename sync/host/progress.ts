import process from 'node:process';

/** A line of progress at most this often, milliseconds. */
const EVERY = 1_000;

/** Tells on standard error how far something long has come: at most a line a second, and one at its end. */
export class Progress {
  readonly #what: string;
  readonly #write: (line: string) => void;
  readonly #now: () => number;
  #last: number;
  #told = false;

  constructor(
    what: string,
    write: (line: string) => void = (line) => process.stderr.write(`${line}\n`),
    now: () => number = () => performance.now(),
  ) {
    this.#what = what;
    this.#write = write;
    this.#now = now;
    this.#last = now();
  }

  /** So much is done of about so much. */
  at(done: number, total: number): void {
    const now = this.#now();
    if (now - this.#last < EVERY) return;
    this.#last = now;
    this.#told = true;
    const share = total > 0 ? ` (${Math.min(100, Math.floor((100 * done) / total))} %)` : '';
    this.#write(`${this.#what}: ${done.toLocaleString('en')} of ${total.toLocaleString('en')}${share}`);
  }

  /** It is done; told only where something was told before. */
  done(): void {
    if (this.#told) this.#write(`${this.#what}: done`);
    this.#told = false;
  }
}
