import { CELL, CLOSED, DUE, OPENED, TOUCHED } from './tally.ts';

/**
 * One change to a tally: a key, which instants, and whether they are added or taken away, in one number,
 * so that a batch's changes sort by key without objects.
 */
export function change(key: number, reached: number, taken: boolean): number {
  return key * 64 + reached * 2 + (taken ? 1 : 0);
}

/** What a case reached at one instant: the place of its keys in {@link Keys}, else as {@link change}. */
export function moment(place: number, reached: number, taken: boolean): number {
  return change(place, reached, taken);
}

/** So few numbers are sorted sooner here than by a call. */
const FEW = 40;

/** The keys that cases are counted under, column by column, from when they are gathered until they are written. */
export class Keys {
  #length = 0;
  #columns = Array.from({ length: TOUCHED + 1 }, () => new Float64Array(1 << 12));
  /** What {@link sorted} made last. */
  changes = new Float64Array(1 << 12);

  /** Keeps the keys of a case; gives their place. */
  add(whole: number, unit: number, area: number, cell: number, row: number): number {
    const place = this.#length++;
    const [wholes, units, areas, , cells, rows] = this.#columns;
    if (!wholes || !units || !areas || !cells || !rows) return place;
    if (place === wholes.length) {
      this.#columns = this.#columns.map((keys) => grown(keys, place * 2));
      this.#length = place;
      return this.add(whole, unit, area, cell, row);
    }
    wholes[place] = whole;
    units[place] = unit;
    areas[place] = area;
    cells[place] = cell;
    rows[place] = row;
    return place;
  }

  /**
   * Makes moments the changes they are to the tally of a column, sorted, into `changes`; gives how many. Heat
   * counts where cases opened, `touched` where they were closed or due.
   */
  sorted(moments: readonly number[], column: number): number {
    const keys = this.#columns[column];
    if (keys === undefined) return 0;
    if (this.changes.length < moments.length) this.changes = new Float64Array(moments.length * 2);
    const { changes } = this;
    const { length } = moments;
    const counted = (column === CELL ? OPENED : column === TOUCHED ? CLOSED | DUE : 31) * 2;
    const few = length <= FEW;
    let count = 0;
    for (let i = 0; i < length; i++) {
      const one = moments[i] ?? 0;
      const reached = one & counted;
      if (reached === 0) continue;
      const packed = (keys[one >> 6] ?? 0) * 64 + reached + (one & 1);
      let place = count++;
      if (few)
        for (; place > 0; place--) {
          const before = changes[place - 1] ?? 0;
          if (before <= packed) break;
          changes[place] = before;
        }
      changes[place] = packed;
    }
    if (!few) changes.subarray(0, count).sort();
    return count;
  }

  clear(): void {
    this.#length = 0;
  }
}

function grown(old: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(length);
  larger.set(old);
  return larger;
}
