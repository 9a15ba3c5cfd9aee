/** Where time comes from: `wall` may be set by hand or by a time server, `steady` only ever runs on. Milliseconds. */
export interface Clocks {
  wall: () => number;
  steady: () => number;
}

/** The machine's own. */
export const machineClocks: Clocks = { wall: () => Date.now(), steady: () => performance.now() };

/**
 * The city's clock as this host knows it: the steady clock, moved to what the city last said. A wall
 * whose own clock is wrong, or is set while it runs, still shows the right ages.
 */
export class CityClock {
  readonly #clocks: Clocks;
  /** City time minus steady time; null before the city was ever heard. */
  #shift: number | null = null;

  constructor(clocks: Clocks) {
    this.#clocks = clocks;
  }

  /** Milliseconds on the steady clock. */
  steady(): number {
    return this.#clocks.steady();
  }

  /** The city's time now, as well as it is known; the machine's before the city was heard. */
  now(): number {
    return this.at(this.#clocks.steady());
  }

  /** The city's time at a moment of the steady clock. */
  at(steady: number): number {
    const shift = this.#shift ?? this.#clocks.wall() - this.#clocks.steady();
    return Math.round(steady + shift);
  }

  /** City time minus the machine's wall clock, milliseconds; null before the city was heard. */
  offset(): number | null {
    if (this.#shift === null) return null;
    return Math.round(this.#clocks.steady() + this.#shift - this.#clocks.wall());
  }

  /** An answer to a question asked at `asked`: the city said its time about half way between. */
  answered(serverTime: number, asked: number): void {
    this.#shift = serverTime - (asked + this.#clocks.steady()) / 2;
  }

  /** Something the city said unasked: it was on its way for a while, so it can only move the clock forward. */
  told(serverTime: number): void {
    const shift = serverTime - this.#clocks.steady();
    if (this.#shift === null || shift > this.#shift) this.#shift = shift;
  }
}
