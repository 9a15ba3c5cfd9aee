import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Cursor } from '../../contract/feed.ts';
import type { LogReader, Truth } from '../../store/ports.ts';

/** A record of the tests: a key, its revision, and whether it is gone. */
export const item = z.object({ id: z.string(), rev: z.int(), gone: z.boolean() });
export type Item = z.infer<typeof item>;

const EPOCH_START = Date.UTC(2026, 0, 1);

/** A city in memory: a compacted log with a chain, that can be backed up and restored. */
export class MemoryCity implements LogReader {
  epoch = 'first';
  /** The most records one answer holds, so that small histories take many messages. */
  pace = 2;
  chains: string[] = [''];
  held = new Map<string, Item & { seq: number }>();
  /** The oldest position the log can be followed from. */
  kept = 0;

  get cursor(): Cursor {
    return { epoch: this.epoch, seq: this.chains.length - 1, chain: this.chains.at(-1) ?? '' };
  }

  /** Complete to a second for each batch. */
  get truth(): Truth {
    const asOf = EPOCH_START + this.cursor.seq * 1000;
    return { asOf, watermarks: { s1022: asOf } };
  }

  /** Adds one batch to the log. */
  append(items: readonly Item[]): void {
    const seq = this.chains.length;
    const text = JSON.stringify(items);
    this.chains.push(createHash('sha256').update(`${this.cursor.chain}${text}`).digest('hex'));
    for (const one of items) {
      const before = this.held.get(one.id);
      if (before === undefined || before.rev < one.rev) this.held.set(one.id, { ...one, seq });
    }
  }

  /** What {@link restore} goes back to. */
  backup(): { chains: string[]; held: Map<string, Item & { seq: number }> } {
    return { chains: [...this.chains], held: new Map(this.held) };
  }

  restore(copy: ReturnType<MemoryCity['backup']>): void {
    this.chains = [...copy.chains];
    this.held = new Map(copy.held);
    this.kept = Math.min(this.kept, copy.chains.length - 1);
  }

  /** The records that are there, by id. */
  records(): Map<string, number> {
    return new Map([...this.held.values()].filter((one) => !one.gone).map((one) => [one.id, one.rev]));
  }

  head(): ReturnType<LogReader['head']> {
    return Promise.resolve({ cursor: this.cursor, truth: this.truth, records: this.records().size });
  }

  chainAt(seq: number): Promise<string | null> {
    return Promise.resolve(seq < this.kept ? null : (this.chains[seq] ?? null));
  }

  changes(from: number, limit: { records: number; bytes: number }): ReturnType<LogReader['changes']> {
    if (from >= this.cursor.seq || from < this.kept) return Promise.resolve(null);
    const taken: Item[] = [];
    let to = from;
    while (to < this.cursor.seq && (to === from || taken.length < Math.min(limit.records, this.pace))) {
      to += 1;
      for (const { seq, ...one } of this.held.values()) if (seq === to) taken.push(one);
    }
    const chain = this.chains[to] ?? '';
    return Promise.resolve({ to, chain, count: taken.length, records: JSON.stringify(taken) });
  }

  chunk(after: string | null, limit: { records: number; bytes: number }): ReturnType<LogReader['chunk']> {
    const size = Math.min(limit.records, this.pace);
    const rest = [...this.held.values()]
      .filter((one) => !one.gone && (after === null || one.id > after))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const taken = rest.slice(0, size).map(({ id, rev }) => ({ id, rev, gone: false }));
    const next = rest.length > size ? (taken.at(-1)?.id ?? null) : null;
    return Promise.resolve({ next, count: taken.length, records: JSON.stringify(taken), picture: false });
  }
}
