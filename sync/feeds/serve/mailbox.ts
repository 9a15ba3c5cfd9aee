/** Tasks of one client, carried out one at a time in the order they came. */
export class Mailbox {
  readonly #limit: number;
  #waiting = 0;
  #tail: Promise<void> = Promise.resolve();

  /** At most `limit` tasks wait or run at once. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get full(): boolean {
    return this.#waiting >= this.#limit;
  }

  /** Runs a task in its turn; resolves when it ended. `failed` hears what it threw. */
  put(task: () => Promise<void>, failed: (error: unknown) => void): Promise<void> {
    this.#waiting += 1;
    this.#tail = this.#tail
      .then(task)
      .catch(failed)
      .finally(() => {
        this.#waiting -= 1;
      });
    return this.#tail;
  }

  /** Resolves when nothing waits. */
  async idle(): Promise<void> {
    while (this.#waiting > 0) await this.#tail;
  }
}
