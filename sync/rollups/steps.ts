/** How many instants a tally counts: the bits of tally.ts. */
export const COUNTS = 5;

/**
 * What is to be added to a tally: for each key, smallest first, a number for each of the five counts.
 * Filled again and again, since every record that arrives passes through here.
 */
export class Steps {
  length = 0;
  keys = new Float64Array(64);
  /** Five numbers a key. */
  by = new Int32Array(64 * COUNTS);

  /** Takes the first `count` of some changes (`change` of moments.ts), sorted. */
  take(changes: Float64Array, count: number): this {
    this.#room(count);
    this.length = 0;
    let last = -1;
    let base = -COUNTS;
    for (let i = 0; i < count; i++) {
      const packed = changes[i] ?? 0;
      const key = Math.floor(packed / 64);
      if (key !== last) {
        last = key;
        base += COUNTS;
        this.keys[this.length++] = key;
        for (let n = 0; n < COUNTS; n++) this.by[base + n] = 0;
      }
      const bits = packed - key * 64;
      const step = bits & 1 ? -1 : 1;
      for (let n = 0; n < COUNTS; n++)
        if (bits & (2 << n)) this.by[base + n] = (this.by[base + n] ?? 0) + step;
    }
    return this;
  }

  /** Takes what a gathering holds, and leaves it empty. */
  drain(gathering: Gathering): this {
    const { keys, by, slots } = gathering;
    const { length } = keys;
    this.#room(length);
    this.length = length;
    this.keys.set(keys);
    this.keys.subarray(0, length).sort();
    for (let i = 0; i < length; i++) {
      const key = this.keys[i] ?? 0;
      const from = ((slots[key] ?? 0) - 1) * COUNTS;
      for (let n = 0; n < COUNTS; n++) this.by[i * COUNTS + n] = by[from + n] ?? 0;
      slots[key] = 0;
    }
    keys.length = 0;
    return this;
  }

  #room(keys: number): void {
    if (this.keys.length >= keys) return;
    this.keys = new Float64Array(keys * 2);
    this.by = new Int32Array(keys * 2 * COUNTS);
  }
}

/** Steps of many tallies added up, by key: for keys that are ids of codes, small and close together. */
export class Gathering {
  readonly keys = new Array<number>();
  /** Where the counts of a key are in `by`, from 1; 0 for a key that has none. */
  slots = new Int32Array(1 << 10);
  by = new Int32Array(64 * COUNTS);

  add(steps: Steps): void {
    for (let i = 0; i < steps.length; i++) {
      const key = steps.keys[i] ?? 0;
      const to = this.#slot(key);
      for (let n = 0; n < COUNTS; n++)
        this.by[to + n] = (this.by[to + n] ?? 0) + (steps.by[i * COUNTS + n] ?? 0);
    }
  }

  clear(): void {
    for (const key of this.keys) this.slots[key] = 0;
    this.keys.length = 0;
  }

  #slot(key: number): number {
    if (key >= this.slots.length) this.slots = grown(this.slots, key + 1);
    const slot = this.slots[key] ?? 0;
    if (slot > 0) return (slot - 1) * COUNTS;
    const to = this.keys.length * COUNTS;
    this.keys.push(key);
    this.slots[key] = this.keys.length;
    if (to + COUNTS > this.by.length) this.by = grown(this.by, to + COUNTS);
    for (let n = 0; n < COUNTS; n++) this.by[to + n] = 0;
    return to;
  }
}

function grown(old: Int32Array<ArrayBuffer>, least: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(least * 2);
  larger.set(old);
  return larger;
}
