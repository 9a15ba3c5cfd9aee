import { CREDIT } from '../../contract/feed.ts';

/** What one delta costs. */
export interface Load {
  records: number;
  bytes: number;
}

/**
 * How far the city has run ahead of one client's acks. Only sizes are kept, never the messages, so a
 * client that stops acking costs nothing.
 */
export class Credit {
  #ahead: (Load & { to: number })[] = [];
  /** What may be on its way, bytes. On a thin line a beat would wait too long behind more. */
  bytes: number = CREDIT.bytes;

  /** A delta up to `to` was sent. */
  sent(to: number, load: Load): void {
    this.#ahead.push({ to, records: load.records, bytes: load.bytes });
  }

  /** The client has committed everything up to `seq`. */
  acked(seq: number): void {
    this.#ahead = this.#ahead.filter((delta) => delta.to > seq);
  }

  /** A new hello: what was on its way no longer counts. */
  clear(): void {
    this.#ahead = [];
  }

  /** What may still be sent; null where the client must ack first. */
  room(): Load | null {
    const spent = this.#ahead.reduce(
      (sum, delta) => ({ records: sum.records + delta.records, bytes: sum.bytes + delta.bytes }),
      { records: 0, bytes: 0 },
    );
    // Batches without records cost nothing but a message; as many of them as records is too many too.
    const records = CREDIT.records - Math.max(spent.records, this.#ahead.length);
    const bytes = this.bytes - spent.bytes;
    return records > 0 && bytes > 0 ? { records, bytes } : null;
  }
}
