import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';

/** Of SQLite's file format (sqlite.org/fileformat2.html, "The Write-Ahead Log"). */
const HEAD = 32;
const FRAME_HEAD = 24;
/** The magic number's last bit says in which order words are added up. */
const MAGIC = 0x377f0682;

/** A page in a log: which one, and where in the log's file it stands. */
export interface WalPage {
  page: number;
  at: number;
}

/** A write-ahead log as SQLite will take it when the database is next opened. */
export interface Wal {
  pageSize: number;
  /** The pages of every transaction that is whole, in the order they were written. */
  pages: WalPage[];
  /** Bits that were another when they were written, and are put right. */
  mended: number;
  /** Transactions behind a damage that could not be put right: SQLite leaves them out. */
  lost: number;
}

type Sums = readonly [number, number];
/** Bytes from one place to another. */
type Stretch = readonly [from: number, to: number];

/** Adds words up as a log's checksums do. */
function added([first, second]: Sums, bytes: DataView, from: number, to: number, little: boolean): Sums {
  let [a, b] = [first, second];
  for (let at = from; at < to; at += 8) {
    a = (a + bytes.getUint32(at, little) + b) | 0;
    b = (b + bytes.getUint32(at + 4, little) + a) | 0;
  }
  return [a >>> 0, b >>> 0];
}

/** A bit that may have been flipped: a byte of the log, and which of its bits. */
interface Flip {
  at: number;
  mask: number;
}

/**
 * The bits of some stretches, read as one, by any of which their checksum may be off. The sums are linear: a word that is greater by one is
 * found in both, times what depends on its place alone; of a high bit little of that is left, so that several places may be meant.
 */
function flippedBits(bytes: DataView, stretches: readonly Stretch[], little: boolean, off: Sums): Flip[] {
  const found: Flip[] = [];
  let [one, two] = [1, 1];
  let [other, another] = [0, 1];
  for (const [from, to] of stretches.toReversed())
    for (let at = to - 8; at >= from; at -= 8) {
      for (const [word, a, b] of [
        [at + 4, other, another],
        [at, one, two],
      ] as const) {
        const value = bytes.getUint32(word, little);
        for (let bit = 0; bit < 32; bit++) {
          const more = (value >>> bit) & 1 ? -(2 ** bit) : 2 ** bit;
          if ((Math.imul(more | 0, a) - off[0]) | 0 || (Math.imul(more | 0, b) - off[1]) | 0) continue;
          const byte = little ? bit >>> 3 : 3 - (bit >>> 3);
          found.push({ at: word + byte, mask: 1 << (bit & 7) });
        }
      }
      [one, two] = [(one + two) | 0, (one + 2 * two) | 0];
      [other, another] = [(other + another) | 0, (other + 2 * another) | 0];
    }
  return found;
}

/** How many bits two words differ in. */
export function bitsApart(a: number, b: number): number {
  let rest = (a ^ b) >>> 0;
  let bits = 0;
  for (; rest !== 0; rest = (rest & (rest - 1)) >>> 0) bits++;
  return bits;
}

/** What tells a log from an earlier one in the same file; null where there is none. */
export function saltOf(file: string): string | null {
  if (!existsSync(file) || statSync(file).size < HEAD) return null;
  const handle = openSync(file, 'r');
  try {
    const salt = Buffer.alloc(8);
    readSync(handle, salt, 0, salt.length, 16);
    return salt.toString('hex');
  } finally {
    closeSync(handle);
  }
}

/** Walks the frames of a log, and puts right what one bit explains. */
class Walk {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  readonly changed = new Map<number, number>();
  mended = 0;
  readonly pageSize: number;
  readonly #little: boolean;
  #sums: Sums;

  private constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const magic = this.#view.getUint32(0);
    this.#little = bitsApart(magic, MAGIC) <= bitsApart(magic, MAGIC + 1);
    this.#sums = added([0, 0], this.#view, 0, 24, this.#little);
    const told = this.#told(24);
    if (this.#differ(told)) {
      const bit = this.#mend([[0, 24]], told, 24, () => false);
      if (bit) this.#sums = added([0, 0], this.#view, 0, 24, this.#little);
    }
    this.pageSize = this.#view.getUint32(8);
  }

  /** Null where the head is none that SQLite would take: then the whole log is nothing. */
  static over(bytes: Uint8Array): Walk | null {
    if (bytes.length < HEAD) return null;
    const walk = new Walk(bytes);
    const { pageSize } = walk;
    const isSize = pageSize >= 512 && pageSize <= 65_536 && (pageSize & (pageSize - 1)) === 0;
    return isSize && !walk.#differ(walk.#told(24)) ? walk : null;
  }

  get frames(): number {
    return Math.floor((this.bytes.length - HEAD) / (FRAME_HEAD + this.pageSize));
  }

  /** Where a frame starts. */
  at(frame: number): number {
    return HEAD + frame * (FRAME_HEAD + this.pageSize);
  }

  page(frame: number): number {
    return this.#view.getUint32(this.at(frame));
  }

  /** Whether a transaction ends with a frame. */
  ends(frame: number): boolean {
    return this.#view.getUint32(this.at(frame) + 4) !== 0;
  }

  /** Whether a frame is of this log, and not of an earlier one whose room it takes; one bit may be another. */
  isOurs(frame: number): boolean {
    const at = this.at(frame) + 8;
    const apart = (i: number): number =>
      bitsApart(this.#view.getUint32(16 + i), this.#view.getUint32(at + i));
    return apart(0) + apart(4) <= 1;
  }

  /**
   * Takes the next frame: true where its content is what was written, put right where one bit was another. `fits` tells of a page whether it
   * is what was written; `inPage`: what differs is in it, or in nothing that counts.
   */
  take(frame: number, fits: (page: number, bytes: Uint8Array, inPage: boolean) => boolean): boolean {
    const at = this.at(frame);
    const told = this.#told(at + 16);
    const before = this.#sums;
    const parts = [
      [at, at + 8],
      [at + FRAME_HEAD, this.at(frame + 1)],
    ] as const;
    this.#sums = this.#over(before, parts);
    const content = this.bytes.subarray(at + FRAME_HEAD, this.at(frame + 1));
    const isIt = (flip: Flip | null): boolean =>
      fits(this.page(frame), content, flip === null || flip.at >= at + FRAME_HEAD);
    if (this.#differ(told) && !this.#mend(parts, told, at + 16, isIt)) {
      this.#sums = before;
      return false;
    }
    this.#sums = this.#over(before, parts);
    this.#saltOf(at);
    return true;
  }

  #over(sums: Sums, parts: readonly Stretch[]): Sums {
    return parts.reduce((so, [from, to]) => added(so, this.#view, from, to, this.#little), sums);
  }

  #told(at: number): Sums {
    return [this.#view.getUint32(at), this.#view.getUint32(at + 4)];
  }

  #differ([a, b]: Sums): boolean {
    return a !== this.#sums[0] || b !== this.#sums[1];
  }

  /**
   * Puts right the bit by which `#sums` and what is told differ: in the content, or in the checksum itself. Where several may be meant, `fits` says
   * of each whether it is the one.
   */
  #mend(parts: readonly Stretch[], told: Sums, sumAt: number, fits: (flip: Flip | null) => boolean): boolean {
    const off: Sums = [(told[0] - this.#sums[0]) | 0, (told[1] - this.#sums[1]) | 0];
    const isSum = bitsApart(told[0], this.#sums[0]) + bitsApart(told[1], this.#sums[1]) === 1;
    const flips: (Flip | null)[] = [
      ...(isSum ? [null] : []),
      ...flippedBits(this.#view, parts, this.#little, off),
    ];
    const chosen = flips.length === 1 ? flips[0] : flips.find((flip) => this.#tried(flip, fits));
    if (chosen === undefined) return false;
    this.mended++;
    if (chosen === null) {
      this.#put(sumAt, this.#sums[0]);
      this.#put(sumAt + 4, this.#sums[1]);
      return true;
    }
    this.#flip(chosen);
    this.changed.set(chosen.at, this.bytes[chosen.at] ?? 0);
    return true;
  }

  #tried(flip: Flip | null, fits: (flip: Flip | null) => boolean): boolean {
    if (flip !== null) this.#flip(flip);
    const good = fits(flip);
    if (flip !== null) this.#flip(flip);
    return good;
  }

  #flip({ at, mask }: Flip): void {
    this.bytes[at] = (this.bytes[at] ?? 0) ^ mask;
  }

  #saltOf(at: number): void {
    for (const i of [0, 4]) {
      const salt = this.#view.getUint32(16 + i);
      if (this.#view.getUint32(at + 8 + i) === salt) continue;
      this.#put(at + 8 + i, salt);
      this.mended++;
    }
  }

  #put(at: number, word: number): void {
    this.#view.setUint32(at, word);
    for (let i = at; i < at + 4; i++) this.changed.set(i, this.bytes[i] ?? 0);
  }
}

/**
 * Reads the log of a database that nobody has open, and puts right, in the file too, what one flipped bit explains: every frame
 * has a checksum over all before it, so that one such bit would cost all that was written after it. `known` tells the sum of a page as it was
 * last written, 0 where it is not known, and `sumOf` how it is made. Null where there is no log, or an empty one.
 */
export function mendWal(
  file: string,
  known: (page: number) => number,
  sumOf: (bytes: Uint8Array) => number,
): Wal | null {
  if (!existsSync(file)) return null;
  const bytes = readFileSync(file);
  if (bytes.length === 0) return null;
  const walk = Walk.over(bytes);
  // SQLite takes nothing of a log without its head.
  if (walk === null) return { pageSize: 0, pages: [], mended: 0, lost: 1 };
  const last = new Map<number, number>();
  for (let frame = 0; frame < walk.frames && walk.isOurs(frame); frame++) last.set(walk.page(frame), frame);
  const pages: WalPage[] = [];
  let whole = 0;
  let frame = 0;
  // What a later frame takes the place of may be either.
  const fits = (page: number, content: Uint8Array, inPage: boolean): boolean =>
    (inPage && (last.get(page) ?? frame) > frame) || known(page) === sumOf(content);
  for (; frame < walk.frames && walk.isOurs(frame) && walk.take(frame, fits); frame++) {
    pages.push({ page: walk.page(frame), at: walk.at(frame) + FRAME_HEAD });
    if (walk.ends(frame)) whole = pages.length;
  }
  let lost = 0;
  for (let behind = frame + 1; behind < walk.frames && walk.isOurs(behind); behind++)
    if (walk.ends(behind)) lost++;
  if (walk.changed.size > 0) rewrite(file, walk.changed);
  return { pageSize: walk.pageSize, pages: pages.slice(0, whole), mended: walk.mended, lost };
}

function rewrite(file: string, changed: ReadonlyMap<number, number>): void {
  const handle = openSync(file, 'r+');
  try {
    for (const [at, byte] of changed) writeSync(handle, Uint8Array.of(byte), 0, 1, at);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
