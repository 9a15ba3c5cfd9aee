/** What has been started and must be ended, the last first. */
export class Endings {
  readonly #ends: (() => unknown)[] = [];

  /** Adds how to end something. */
  add(end: () => unknown): void {
    this.#ends.push(end);
  }

  /** Ends everything, each also where another failed to; rejects with the first failure. */
  async end(): Promise<void> {
    const failures: unknown[] = [];
    for (let end = this.#ends.pop(); end !== undefined; end = this.#ends.pop()) {
      try {
        await end();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
