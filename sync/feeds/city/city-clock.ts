import { EARLIEST, LATEST, SECOND } from '../../contract/instants.ts';

/** Where time comes from: `wall` may be set by hand or by a time server, `steady` only ever runs on. Milliseconds. */
export interface Clocks {
  wall: () => number;
  steady: () => number;
}

/** No message that still counts was on its way for longer, milliseconds. */
export const UNDER_WAY = 20 * SECOND;

/** The machine's own. */
export const machineClocks: Clocks = { wall: () => Date.now(), steady: () => performance.now() };

/**
 * The city's clock as this host knows it: the steady clock, moved to what the city last said. A wall
 * whose own clock is wrong, or is set while it runs, still shows the right ages.
 */
export class CityClock {
  readonly #clocks: Clocks;
  /** The city's time can be no earlier, from the moment of the steady clock at which this began. */
  readonly #least: { at: number; steady: number };
  /** City time minus steady time; null before the city was heard. */
  #shift: number | null = null;

  /** `held` is an instant that the city is past: up to which its records are held; null where there are none. */
  constructor(clocks: Clocks, held: number | null = null) {
    this.#clocks = clocks;
    this.#least = { at: Math.max(held ?? EARLIEST, EARLIEST), steady: clocks.steady() };
  }

  /** Milliseconds on the steady clock. */
  steady(): number {
    return this.#clocks.steady();
  }

  /**
   * The city's time now, as well as it is known. Before the city was heard it is the machine's, unless that cannot be: it goes on from
   * what is held, then.
   */
  now(): number {
    return this.at(this.#clocks.steady());
  }

  /** The city's time at a moment of the steady clock. */
  at(steady: number): number {
    return Math.round(steady + (this.#shift ?? this.#machine()));
  }

  /** City time minus the machine's wall clock, milliseconds; before the city was heard null, unless the machine's cannot be. */
  offset(): number | null {
    const own = this.#clocks.wall() - this.#clocks.steady();
    const shift = this.#shift ?? this.#machine();
    return this.#shift === null && shift === own ? null : Math.round(shift - own);
  }

  /** Machine time minus steady time, where that is a time that the city can have. */
  #machine(): number {
    const wall = this.#clocks.wall();
    const steady = this.#clocks.steady();
    const least = this.#least.at - this.#least.steady;
    return wall > LATEST ? least : Math.max(wall - steady, least);
  }

  /** An answer to a question asked at `asked`: the city said its time about half way between. */
  answered(serverTime: number, asked: number): void {
    this.#shift = serverTime - (asked + this.#clocks.steady()) / 2;
  }

  /**
   * Something the city said unasked: it was on its way for a while, so it can only move the clock forward. False where it is further behind
   * than that can explain: the city's clock was set back, and only an answer to a question tells to when.
   */
  told(serverTime: number): boolean {
    const shift = serverTime - this.#clocks.steady();
    if (this.#shift === null || shift > this.#shift) this.#shift = shift;
    return this.#shift - shift <= UNDER_WAY;
  }
}
