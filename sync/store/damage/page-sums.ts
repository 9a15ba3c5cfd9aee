import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { bitsApart } from './wal-file.ts';

const BYTES = 4;
/** Before the sums stands which log they count on: see {@link PageSums.log}. */
const HEAD = 8;
/** What is written at once: a changed sum takes those beside it with it. */
const BLOCK = 1024;

/** There is no log, or all of it is in the file. */
export const NO_LOG = '0'.repeat(2 * HEAD);

/** Where the sums of a database's pages are kept. */
export const sumsOf = (file: string): string => `${file}.sums`;

/** The sum of a page. Never 0, which stands for a page that has none yet. */
export const sumOf = (page: Uint8Array): number => crc32(page) || 1;

/** What a damaged page was, as far as it can be known. */
export type Mended = 'page' | 'sum' | null;

/**
 * A checksum of every page of a database as SQLite wrote it, in a file beside it: SQLite itself would take a flipped bit in a figure
 * for the figure. A sum that is lost is made again of what is there; one of another page is damage, of the page or of the sum.
 */
export class PageSums {
  readonly file: string;
  #sums: Uint32Array;
  #log: string;
  readonly #changed = new Set<number>();

  private constructor(file: string, sums: Uint32Array, log: string) {
    this.file = file;
    this.#sums = sums;
    this.#log = log;
  }

  /** The sums kept for a database; none where there are none. */
  static of(database: string): PageSums {
    const file = sumsOf(database);
    if (!existsSync(file)) return new PageSums(file, new Uint32Array(0), NO_LOG);
    const bytes = readFileSync(file);
    const sums = new Uint32Array(Math.max(0, Math.floor((bytes.length - HEAD) / BYTES)));
    for (let i = 0; i < sums.length; i++) sums[i] = bytes.readUInt32LE(HEAD + i * BYTES);
    return new PageSums(file, sums, bytes.toString('hex', 0, HEAD).padEnd(2 * HEAD, '0'));
  }

  /**
   * The log, by its salt, whose pages are not in the file yet. Where it is gone, somebody else has put it there: another program that opened
   * the database, or a thread that died. Then the sums are of nothing.
   */
  get log(): string {
    return this.#log;
  }

  set log(salt: string) {
    if (salt === this.#log) return;
    this.#log = salt;
    this.#writing((handle) => writeSync(handle, Buffer.from(salt, 'hex'), 0, HEAD, 0));
  }

  /** Forgets every sum. */
  clear(): void {
    this.#sums = new Uint32Array(0);
    this.#changed.clear();
    rmSync(this.file, { force: true });
    this.#log = NO_LOG;
  }

  /** Whether any are kept. */
  get any(): boolean {
    return this.#sums.length > 0;
  }

  /** The sum of a page, which are counted from 1; 0 where none is kept. */
  get(page: number): number {
    return this.#sums[page - 1] ?? 0;
  }

  set(page: number, sum: number): void {
    if (page > this.#sums.length) {
      const longer = new Uint32Array(Math.ceil((page * 1.5) / BLOCK) * BLOCK);
      longer.set(this.#sums);
      this.#sums = longer;
    }
    if (this.#sums[page - 1] === sum) return;
    this.#sums[page - 1] = sum;
    this.#changed.add(Math.floor((page - 1) / BLOCK));
  }

  /** Whether a page is what it was, as far as that is known. */
  fits(page: number, bytes: Uint8Array): boolean {
    const kept = this.get(page);
    return kept === 0 || kept === sumOf(bytes);
  }

  /** Puts right a page, in memory, or its sum, where one flipped bit explains that they do not fit; null where none does. */
  mend(page: number, bytes: Uint8Array): Mended {
    const kept = this.get(page);
    // A checksum and what it is of are one code: a flipped bit of the sum leaves one bit between the two, one of the page never.
    if (bitsApart(kept, sumOf(bytes)) === 1) {
      this.set(page, sumOf(bytes));
      return 'sum';
    }
    for (let i = 0; i < bytes.length; i++)
      for (let mask = 1; mask < 256; mask <<= 1) {
        bytes[i] = (bytes[i] ?? 0) ^ mask;
        if (sumOf(bytes) === kept) return 'page';
        bytes[i] = (bytes[i] ?? 0) ^ mask;
      }
    return null;
  }

  /** Puts what was set on disk. */
  keep(): void {
    if (this.#changed.size === 0) return;
    this.#writing((handle) => {
      for (const block of this.#changed) {
        const sums = this.#sums.subarray(block * BLOCK, (block + 1) * BLOCK);
        const bytes = Buffer.alloc(sums.length * BYTES);
        for (const [i, sum] of sums.entries()) bytes.writeUInt32LE(sum, i * BYTES);
        writeSync(handle, bytes, 0, bytes.length, HEAD + block * BLOCK * BYTES);
      }
      fsyncSync(handle);
    });
    this.#changed.clear();
  }

  #writing(act: (handle: number) => void): void {
    const handle = openSync(this.file, existsSync(this.file) ? 'r+' : 'w', 0o600);
    try {
      act(handle);
    } finally {
      closeSync(handle);
    }
  }
}
