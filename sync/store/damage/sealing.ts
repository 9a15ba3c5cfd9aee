import type Database from 'better-sqlite3';
import { closeSync, openSync, readSync } from 'node:fs';
import { PageSums, sumOf } from './page-sums.ts';
import { mendPages } from './inspect.ts';
import { PAGE, pagesIn } from './raw.ts';

const HEAD = 32;
const FRAME = 24 + PAGE;
/** Frames of a log read at once. */
const AT_ONCE = 256;

/** How much of a log there is, in pages, and how much of it is in the database's file. */
interface Log {
  pages: number;
  filed: number;
}

/**
 * Keeps the page sums of a database as it is written. SQLite writes every page to its log first; before the pages go from there into the
 * file, which nobody but {@link Sealing.settle} makes them do, their sums are taken and are on disk.
 */
export class Sealing {
  readonly #db: Database.Database;
  readonly #file: string;
  readonly #sums: PageSums;
  /** The log whose first pages have their sums, by its salt, and how many have. */
  #salt = '';
  #summed = 0;

  /** Over a writer's handle of a database. */
  constructor(db: Database.Database, file: string) {
    this.#db = db;
    this.#file = file;
    this.#sums = PageSums.of(file);
    db.pragma('wal_autocheckpoint = 0');
  }

  /** After something was written: takes sums and puts the log into the file, where the log has so many pages. */
  settle(atLeast: number): void {
    if (this.#db.inTransaction || this.#log('NOOP').pages < atLeast) return;
    this.#seal();
    this.#log('PASSIVE');
  }

  /** Takes the sums of a small file that has none as yet. */
  adopt(handle: number): void {
    if (!this.#sums.any) this.judge(handle, 1, Infinity);
  }

  /**
   * Looks again at pages from `from` to `to` that another found not to fit, or to have no sum: what is still in the log is left alone,
   * what had no sum gets one. Gives the bits that were put right, and the pages that could not be.
   */
  judge(handle: number, from: number, to: number): { mended: number; bad: number[] } {
    this.#seal();
    const { pages, filed } = this.#log('PASSIVE');
    const logged = pages === filed ? new Set<number>() : this.#logged(pages);
    const suspects: [number, Uint8Array][] = [];
    for (const [page, bytes] of pagesIn(handle, from, to)) {
      if (logged.has(page)) continue;
      if (this.#sums.get(page) === 0) this.#sums.set(page, sumOf(bytes));
      else if (!this.#sums.fits(page, bytes)) suspects.push([page, bytes.slice()]);
    }
    const judged = mendPages(handle, this.#sums, suspects);
    this.#sums.keep();
    return judged;
  }

  /** Settles everything, so that the next start has nothing to recover. Call it before the handle is closed. */
  end(): void {
    this.#seal();
    this.#log('TRUNCATE');
  }

  #log(how: 'NOOP' | 'PASSIVE' | 'TRUNCATE'): Log {
    const [told] = this.#db.pragma(`wal_checkpoint(${how})`) as [{ log: number; checkpointed: number }];
    return { pages: Math.max(0, told.log), filed: Math.max(0, told.checkpointed) };
  }

  /** Takes the sums of what came into the log since it last did. */
  #seal(): void {
    const { pages } = this.#log('NOOP');
    if (pages === 0) return;
    const log = openSync(`${this.#file}-wal`, 'r');
    try {
      const salt = saltOf(log);
      if (salt !== this.#salt) this.#summed = 0;
      for (const [page, bytes] of framesOf(log, this.#summed, pages)) this.#sums.set(page, sumOf(bytes));
      this.#salt = salt;
      this.#summed = pages;
    } finally {
      closeSync(log);
    }
    this.#sums.keep();
  }

  #logged(pages: number): Set<number> {
    const log = openSync(`${this.#file}-wal`, 'r');
    try {
      return new Set([...framesOf(log, 0, pages)].map(([page]) => page));
    } finally {
      closeSync(log);
    }
  }
}

/** What tells a log from an earlier one in the same file. */
function saltOf(log: number): string {
  const salt = Buffer.alloc(8);
  readSync(log, salt, 0, salt.length, 16);
  return salt.toString('hex');
}

/** Pages of a log by their place in it; the bytes are another's at the next step. */
function* framesOf(log: number, from: number, to: number): Generator<[number, Uint8Array]> {
  const buffer = Buffer.alloc(AT_ONCE * FRAME);
  for (let first = from; first < to; first += AT_ONCE) {
    const count = Math.min(AT_ONCE, to - first);
    readSync(log, buffer, 0, count * FRAME, HEAD + first * FRAME);
    for (let at = 0; at < count * FRAME; at += FRAME)
      yield [buffer.readUInt32BE(at), buffer.subarray(at + FRAME - PAGE, at + FRAME)];
  }
}
