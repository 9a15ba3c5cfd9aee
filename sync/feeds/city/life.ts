/** Signs of life on a line. Any byte is one: what is large takes long to arrive on a thin line, and nothing is wrong meanwhile. */
export class Life {
  /** When the last sign came, by the clock that {@link whole} and {@link flowing} are told. */
  last: number;
  #bytes = 0;
  /** How many bytes had come with the last message that was whole. */
  #whole = 0;

  constructor(now: number) {
    this.last = now;
  }

  /** A message was whole, after so many bytes in all. */
  whole(bytes: number, now: number): void {
    this.#whole = bytes;
    this.#bytes = bytes;
    this.last = now;
  }

  /** So many bytes have come by now. Whether more of a message came since it was last asked. */
  flowing(bytes: number, now: number): boolean {
    if (bytes === this.#bytes) return false;
    this.#bytes = bytes;
    this.last = now;
    return this.partway(bytes);
  }

  /** Whether part of a message had come, with so many bytes in all. */
  partway(bytes: number): boolean {
    return bytes - this.#whole > PING;
  }
}

/** Between messages the transport asks whether one is there; that is no message, bytes. */
const PING = 64;
