import type Database from 'better-sqlite3';
import { closeSync, openSync, readSync } from 'node:fs';
import { NO_LOG, PageSums, sumOf } from './page-sums.ts';
import { mendPages } from './inspect.ts';
import { handleOf, PAGE, pagesIn } from './raw.ts';
import { saltOf } from './wal-file.ts';

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
  /** Pages that have the sum of what is in the log, and may not be in the file yet. */
  readonly #onTheWay = new Set<number>();
  readonly #spread: (pages: readonly number[]) => void;
  /** Pages that were not what had been written when a killed process wrote them anew: what is in the log of them may be made of what was wrong. */
  readonly spreadBefore: readonly number[];

  /**
   * Over a writer's handle of a database. `spread` is told of pages that were not what had been written when they were written anew: what is
   * on them now may be made of what was wrong.
   */
  constructor(db: Database.Database, file: string, spread: (pages: readonly number[]) => void) {
    this.#db = db;
    this.#file = file;
    this.#spread = spread;
    this.#sums = PageSums.of(file);
    db.pragma('wal_autocheckpoint = 0');
    const salt = saltOf(`${file}-wal`);
    if (this.#sums.log !== NO_LOG && this.#sums.log !== salt) this.#sums.clear();
    // What a killed process left in the log was looked at before the file was opened; what it is to take the place of is looked at here.
    this.spreadBefore = this.#takeLog();
    this.#toFile('PASSIVE');
  }

  /** After something was written: takes sums and puts the log into the file, where the log has so many pages. */
  settle(atLeast: number): void {
    if (this.#db.inTransaction) return;
    const { pages, filed } = this.#log('NOOP');
    if (pages > filed) this.#sums.log = saltOf(`${this.#file}-wal`) ?? NO_LOG;
    if (pages < atLeast) {
      // Of a few pages the sums are known at once, so that a flipped bit of the log can be told from another.
      if (atLeast <= AT_ONCE) this.#seal();
      return;
    }
    this.#seal();
    this.#toFile('PASSIVE');
  }

  /** Takes the sums of a small file that has none as yet. */
  adopt(handle: number): void {
    if (!this.#sums.any) this.judge(handle, 1, Infinity);
  }

  /**
   * Looks again at pages from `from` to `to` that another found not to fit, or to have no sum: what is still in the log is left alone,
   * what had no sum gets one. `before` is called before anything is put right. Gives the bits that were, and the pages that could not be.
   */
  judge(
    handle: number,
    from: number,
    to: number,
    before: () => void = () => undefined,
  ): { mended: number; bad: number[] } {
    this.#seal();
    this.#toFile('PASSIVE');
    const suspects: [number, Uint8Array][] = [];
    for (const [page, bytes] of pagesIn(handle, from, to)) {
      if (this.#onTheWay.has(page)) continue;
      if (this.#sums.get(page) === 0) this.#sums.set(page, sumOf(bytes));
      else if (!this.#sums.fits(page, bytes)) suspects.push([page, bytes.slice()]);
    }
    if (suspects.length > 0) before();
    const judged = mendPages(handle, this.#sums, suspects);
    this.#sums.keep();
    return judged;
  }

  /** Settles everything, so that the next start has nothing to recover. Call it before the handle is closed. */
  end(): void {
    try {
      this.#seal();
    } finally {
      this.#toFile('TRUNCATE');
    }
  }

  #log(how: 'NOOP' | 'PASSIVE' | 'TRUNCATE'): Log {
    const [told] = this.#db.pragma(`wal_checkpoint(${how})`) as [{ log: number; checkpointed: number }];
    return { pages: Math.max(0, told.log), filed: Math.max(0, told.checkpointed) };
  }

  /** Puts the log into the file, as far as readers let it. */
  #toFile(how: 'PASSIVE' | 'TRUNCATE'): void {
    const { pages, filed } = this.#log(how);
    if (pages !== filed) return;
    this.#onTheWay.clear();
    this.#sums.log = NO_LOG;
  }

  /** Takes the sums of what came into the log, and looks at what it takes the place of before that is gone. */
  #seal(): void {
    const spread = this.#takeLog();
    if (spread.length > 0) this.#spread(spread);
  }

  /** The same; gives the pages that it takes the place of and that are not what had been written. */
  #takeLog(): number[] {
    const written = this.#sumLog();
    // Where the last sum is of what is in the log, a killed process had taken it, and looked.
    const replaced = [...written].filter(
      ([page, { before, since }]) => before !== 0 && !since.has(before) && !this.#onTheWay.has(page),
    );
    const spread: number[] = [];
    for (const [from, to] of runsOf(replaced.map(([page]) => page)))
      for (const [page, bytes] of pagesIn(handleOf(this.#file), from, to))
        if (written.get(page)?.before !== sumOf(bytes)) spread.push(page);
    for (const page of written.keys()) this.#onTheWay.add(page);
    return spread;
  }

  /** Takes the sums of what came into the log since it last did; gives the pages, each with its sum of before, and those since. They are on disk then. */
  #sumLog(): Map<number, { before: number; since: Set<number> }> {
    const written = new Map<number, { before: number; since: Set<number> }>();
    const { pages } = this.#log('NOOP');
    if (pages === 0) return written;
    const salt = saltOf(`${this.#file}-wal`) ?? NO_LOG;
    this.#sums.log = salt;
    if (salt !== this.#salt) this.#summed = 0;
    const log = openSync(`${this.#file}-wal`, 'r');
    try {
      for (const [page, bytes] of framesOf(log, this.#summed, pages)) {
        const sum = sumOf(bytes);
        const known = written.get(page);
        if (known === undefined) written.set(page, { before: this.#sums.get(page), since: new Set([sum]) });
        else known.since.add(sum);
        this.#sums.set(page, sum);
      }
      this.#salt = salt;
      this.#summed = pages;
    } finally {
      closeSync(log);
    }
    this.#sums.keep();
    return written;
  }
}

/** Pages one after the other, as few runs as there are. */
function runsOf(pages: number[]): [from: number, to: number][] {
  const runs: [number, number][] = [];
  for (const page of pages.sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last?.[1] === page - 1) last[1] = page;
    else runs.push([page, page]);
  }
  return runs;
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
