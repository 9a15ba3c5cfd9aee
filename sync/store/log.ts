import { hash } from 'node:crypto';
import type { Cursor } from '../contract/feed.ts';
import type { WritableCache } from './cache.ts';

/** Where a changed record stands: a row of `cases`, `things`, `graves`, or of `personal` in the private file. */
export const SOURCES = { case: 1, thing: 2, grave: 3, personal: 4 } as const;
export type Source = keyof typeof SOURCES;

/** How many batches keep their chain; a client further back than that takes a snapshot. */
const CHAINS_KEPT = 1_000_000;

/** Changes between two chains at most: what is sent to a client ends at one, and must be small enough for a thin line, however large a batch was. */
const CHANGES_A_CHAIN = 250;

/** The running hash of a log at a place: SHA-256 over the hash before, the place, and the hash of the batch's text. */
export function chainAfter(chain: string, seq: number, digest: string): string {
  return hash('sha256', `${chain}\n${seq}\n${digest}`);
}

/** Adds to the log of a host that serves. The log is compacted: a record is only at its newest place. */
export interface LogWriter {
  /** The place the next change will have. */
  next(): number;
  /** Faults a change; `before` is where the record stood. Gives its new place. */
  note(source: Source, row: number, before: number | null): number;
  /** Takes a record out of the log: it was replaced by a tombstone, or a tombstone by it. */
  erase(before: number | null): void;
  /** Ends a batch: where anything was noted, its last place gets the chain. Gives the log's position. */
  end(): Cursor;
}

/** Logs for batches: each starts at `head` and lives inside its batch's transaction; `records` is the batch's text. */
export function writeLog(cache: WritableCache): (head: Cursor, records: string) => LogWriter {
  const add = cache.db.prepare<[number, number, number]>(
    'INSERT INTO changes (seq, source, row) VALUES (?, ?, ?)',
  );
  const drop = cache.db.prepare<[number]>('DELETE FROM changes WHERE seq = ?');
  const close = cache.db.prepare<[number, string]>('INSERT INTO batches (seq, chain) VALUES (?, ?)');
  const count = cache.select<{ n: number }>('SELECT count(*) AS n FROM batches');
  const prune = cache.db.prepare<[number]>(
    'DELETE FROM batches WHERE seq <= (SELECT seq FROM batches ORDER BY seq DESC LIMIT 1 OFFSET ?)',
  );
  let batches = count.get()?.n ?? 0;
  return (head, records) => {
    const digest = hash('sha256', records);
    let { seq, chain } = head;
    let ended = seq;
    const endHere = (): void => {
      if (seq === ended) return;
      chain = chainAfter(chain, seq, digest);
      close.run(seq, chain);
      ended = seq;
      batches++;
    };
    const erase = (before: number | null): void => {
      if (before !== null) drop.run(before);
    };
    return {
      next: () => seq + 1,
      erase,
      note(source, row, before) {
        erase(before);
        seq++;
        add.run(seq, SOURCES[source], row);
        const place = seq;
        if (seq - ended >= CHANGES_A_CHAIN) endHere();
        return place;
      },
      end() {
        endHere();
        if (batches > CHAINS_KEPT * 1.1) {
          prune.run(CHAINS_KEPT);
          batches = CHAINS_KEPT;
        }
        return { epoch: head.epoch, seq, chain };
      },
    };
  };
}
