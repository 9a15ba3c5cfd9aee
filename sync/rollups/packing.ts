import { COUNTS, type Steps } from './steps.ts';

/**
 * How a tally is packed. Entries by key, smallest first, each: how much its key is above the one before, a
 * byte that says which of the five counts are not zero, and those. Whole numbers in 7-bit groups, lowest first.
 * Most entries take three or four bytes. Written for speed: every record that arrives passes through here.
 */
/** How many counts follow a mask. */
const SET = Uint8Array.from({ length: 32 }, (_, mask) => {
  let n = 0;
  for (let bits = mask; bits > 0; bits >>= 1) n += bits & 1;
  return n;
});

/**
 * Calls `visit` for each key of a packed tally, smallest first, with its five counts. The array is the
 * same every time: copy what is kept.
 */
export function eachEntry(packed: Uint8Array, visit: (key: number, counts: Float64Array) => void): void {
  const counts = new Float64Array(COUNTS);
  const length = packed.length;
  let key = 0;
  let at = 0;
  const take = (): number => {
    let byte = packed[at++] ?? 0;
    if (byte < 128) return byte;
    let value = byte - 128;
    for (let scale = 128; ; scale *= 128) {
      byte = packed[at++] ?? 0;
      if (byte < 128) return value + byte * scale;
      value += (byte - 128) * scale;
    }
  };
  while (at < length) {
    key += take();
    const mask = packed[at++] ?? 0;
    for (let i = 0; i < COUNTS; i++) counts[i] = mask & (1 << i) ? take() : 0;
    visit(key, counts);
  }
}

/** Where tallies are merged; grown as needed, never shrunk. */
let out = new Uint8Array(1 << 16);

/** The most one entry can take: eight groups for the gap, a mask, and five counts. */
const LARGEST = 64;

/** Writes a whole number at a place; gives the place after it. Arithmetic, not bits: keys pass 32 bits. */
function put(value: number, place: number): number {
  let end = place;
  let rest = value;
  while (rest >= 128) {
    out[end++] = (rest % 128) + 128;
    rest = Math.floor(rest / 128);
  }
  out[end++] = rest;
  return end;
}

/** Copies a run of bytes; gives the place after it. Short runs, the common ones, by hand. */
function copy(from: Uint8Array, start: number, end: number, place: number): number {
  if (end - start > 48) {
    out.set(from.subarray(start, end), place);
    return place + end - start;
  }
  let to = place;
  for (let at = start; at < end; at++) out[to++] = from[at] ?? 0;
  return to;
}

const NOTHING = new Uint8Array(0);
const counts = new Float64Array(COUNTS);

/**
 * A packed tally with steps applied; null where nothing is left. What lies between two changed keys is
 * copied as it stands. Throws a RangeError where a count would fall below zero.
 */
export function mergeTally(packed: Uint8Array | null, steps: Steps): Uint8Array | null {
  const old = packed ?? NOTHING;
  const length = old.length;
  if (out.length < length + (steps.length + 1) * LARGEST)
    out = new Uint8Array((length + (steps.length + 1) * LARGEST) * 2);
  let end = 0;
  /** The last key written. */
  let written = 0;
  /** The last old key passed, and the next: its value, where its entry starts, where its mask is. */
  let passed = 0;
  let next = 0;
  let entry = 0;
  let mask = 0;

  /** Reads the key of the old entry at `entry`. */
  const look = (): void => {
    if (entry >= length) {
      next = Infinity;
      return;
    }
    let at = entry;
    let byte = old[at++] ?? 0;
    let gap = byte & 127;
    for (let scale = 128; byte >= 128; scale *= 128) {
      byte = old[at++] ?? 0;
      gap += (byte & 127) * scale;
    }
    mask = at;
    next = passed + gap;
  };
  /** Where the old entry ends. */
  const ending = (): number => {
    let at = mask + 1;
    for (let left = SET[(old[mask] ?? 0) & 31] ?? 0; left > 0; at++) if ((old[at] ?? 0) < 128) left--;
    return at;
  };
  /** Where a run of old entries starts that can be copied as it stands. */
  let run = 0;
  look();
  for (let i = 0; i < steps.length; i++) {
    const key = steps.keys[i] ?? 0;
    while (next < key) {
      const after = ending();
      if (written !== passed) {
        // The entry before it is not the one it was: its gap is another.
        end = put(next - written, end);
        run = mask;
      }
      written = next;
      passed = next;
      entry = after;
      look();
    }
    end = copy(old, run, entry, end);
    if (next === key) {
      const bits = old[mask] ?? 0;
      let at = mask + 1;
      for (let n = 0; n < COUNTS; n++) {
        let value = 0;
        if (bits & (1 << n)) {
          let byte = old[at++] ?? 0;
          value = byte & 127;
          for (let scale = 128; byte >= 128; scale *= 128) {
            byte = old[at++] ?? 0;
            value += (byte & 127) * scale;
          }
        }
        counts[n] = value;
      }
      passed = key;
      entry = at;
      look();
    } else counts.fill(0);
    run = entry;
    let bits = 0;
    for (let n = 0; n < COUNTS; n++) {
      const count = (counts[n] ?? 0) + (steps.by[i * COUNTS + n] ?? 0);
      if (count < 0) throw new RangeError('a kept sum would fall below zero');
      if (count > 0) bits |= 1 << n;
      counts[n] = count;
    }
    if (bits === 0) continue;
    end = put(key - written, end);
    written = key;
    out[end++] = bits;
    for (let n = 0; n < COUNTS; n++) if (bits & (1 << n)) end = put(counts[n] ?? 0, end);
  }
  if (next !== Infinity) {
    if (written !== passed) {
      end = put(next - written, end);
      run = mask;
    }
    end = copy(old, run, length, end);
  }
  if (end === 0) return null;
  // From Node's pool: most tallies are small, and memory of their own would cost more than making them.
  const merged = Buffer.allocUnsafe(end);
  merged.set(out.subarray(0, end));
  return merged;
}
