import { eachEntry } from './packing.ts';
import { COUNTS } from './steps.ts';

/** The keys that sums count under, each with a place: sums of one table have a key at the same place. */
export class KeyTable {
  /** The keys by their places. */
  readonly keys = new Array<number>();
  readonly #places = new Map<number, number>();

  /** The place of a key, given to it if it has none. */
  place(key: number): number {
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const place = this.keys.length;
    this.keys.push(key);
    this.#places.set(key, place);
    return place;
  }

  find(key: number): number | undefined {
    return this.#places.get(key);
  }
}

/** A sum of tallies: five numbers for the key at each place of a table, one place after the other. */
export class Sum {
  readonly table: KeyTable;
  /** May end before the table does, and then has nothing of what comes after; may have zeros. */
  counts = new Float64Array(8 * COUNTS);

  constructor(table: KeyTable) {
    this.table = table;
  }

  /** Adds a packed tally, or takes it away; `named` gives the key each of its keys is counted under. */
  add(packed: Uint8Array, sign: 1 | -1, named: (key: number) => number): void {
    const { table } = this;
    eachEntry(packed, (key, entry) => {
      const from = table.place(named(key)) * COUNTS;
      if (from >= this.counts.length) this.#grow(from + COUNTS);
      const { counts } = this;
      for (let n = 0; n < COUNTS; n++) counts[from + n] = (counts[from + n] ?? 0) + sign * (entry[n] ?? 0);
    });
  }

  /** Calls `visit` with each key that may have counts, and with those; an array that is the same every time. */
  each(visit: (key: number, five: Float64Array) => void): void {
    const five = new Float64Array(COUNTS);
    const { keys } = this.table;
    for (let from = 0; from < this.counts.length && from < keys.length * COUNTS; from += COUNTS) {
      for (let n = 0; n < COUNTS; n++) five[n] = this.counts[from + n] ?? 0;
      visit(keys[from / COUNTS] ?? 0, five);
    }
  }

  #grow(least: number): void {
    const larger = new Float64Array(Math.max(least, this.counts.length * 2));
    larger.set(this.counts);
    this.counts = larger;
  }
}
