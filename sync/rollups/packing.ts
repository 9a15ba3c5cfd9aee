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

/**
 * Whether a packed tally has a count of any key that is wanted, none of them greater than `last`; `bit` says which of
 * the five. Reads no further than it must, and none of the counts: for who looks through hundreds of tallies.
 */
export function hasCount(
  packed: Uint8Array,
  { wants, last, bit }: { wants: (key: number) => boolean; last: number; bit: number },
): boolean {
  const { length } = packed;
  let key = 0;
  let at = 0;
  while (at < length) {
    let byte = packed[at++] ?? 0;
    let gap = byte & 127;
    for (let scale = 128; byte >= 128; scale *= 128) {
      byte = packed[at++] ?? 0;
      gap += (byte & 127) * scale;
    }
    key += gap;
    if (key > last) return false;
    const mask = packed[at++] ?? 0;
    if (mask & bit && wants(key)) return true;
    for (let left = SET[mask & 31] ?? 0; left > 0; at++) if ((packed[at] ?? 0) < 128) left--;
  }
  return false;
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

const NOTHING: Uint8Array = Buffer.alloc(0);
/** The counts of the entry being changed. */
const counts = new Float64Array(COUNTS);

/** Reads the counts of an old entry, whose mask is at a place, into `counts`; gives where it ends. */
function read(old: Uint8Array, mask: number): number {
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
  return at;
}

/**
 * Writes an entry: how much its key is above the one before, and `counts` with the step at `base` added.
 * Gives the place after it, the same where nothing is left to write.
 */
function write(gap: number, by: Int32Array, base: number, place: number): number {
  let bits = 0;
  for (let n = 0; n < COUNTS; n++) {
    const count = (counts[n] ?? 0) + (by[base + n] ?? 0);
    if (count < 0) throw new RangeError('a kept sum would fall below zero');
    if (count > 0) bits |= 1 << n;
    counts[n] = count;
  }
  if (bits === 0) return place;
  let end = put(gap, place);
  out[end++] = bits;
  for (let n = 0; n < COUNTS; n++) {
    if (bits & (1 << n)) end = put(counts[n] ?? 0, end);
    counts[n] = 0;
  }
  return end;
}

/**
 * A packed tally with steps applied; null where nothing is left. What lies between two changed keys is
 * copied as it stands. Throws a RangeError where a count would fall below zero.
 */
export function mergeTally(packed: Uint8Array | null, steps: Steps): Uint8Array | null {
  const old = packed ?? NOTHING;
  const { length } = old;
  const { keys, by } = steps;
  if (out.length < length + (steps.length + 1) * LARGEST)
    out = new Uint8Array((length + (steps.length + 1) * LARGEST) * 2);
  for (let n = 0; n < COUNTS; n++) counts[n] = 0;
  let end = 0;
  /** The last key written, the last old key passed, and the next key to change. */
  let written = 0;
  let passed = 0;
  let step = 0;
  let key = steps.length > 0 ? (keys[0] ?? 0) : Infinity;
  /** Where a run of old entries starts that can be copied as it stands, and where the next starts. */
  let run = 0;
  let entry = 0;
  while (entry < length) {
    let mask = entry;
    let byte = old[mask++] ?? 0;
    let gap = byte & 127;
    for (let scale = 128; byte >= 128; scale *= 128) {
      byte = old[mask++] ?? 0;
      gap += (byte & 127) * scale;
    }
    const next = passed + gap;
    if (key <= next) {
      end = copy(old, run, entry, end);
      run = entry;
      while (key < next) {
        const after = write(key - written, by, step * COUNTS, end);
        if (after > end) written = key;
        end = after;
        key = ++step < steps.length ? (keys[step] ?? 0) : Infinity;
      }
      if (key === next) {
        entry = read(old, mask);
        const after = write(key - written, by, step * COUNTS, end);
        if (after > end) written = key;
        end = after;
        key = ++step < steps.length ? (keys[step] ?? 0) : Infinity;
        passed = next;
        run = entry;
        continue;
      }
    }
    let at = mask + 1;
    for (let left = SET[(old[mask] ?? 0) & 31] ?? 0; left > 0; at++) if ((old[at] ?? 0) < 128) left--;
    if (written !== passed) {
      // The entry before it is not the one it was: its gap is another.
      end = put(next - written, end);
      run = mask;
    }
    written = next;
    passed = next;
    entry = at;
  }
  end = copy(old, run, length, end);
  for (; step < steps.length; step++) {
    key = keys[step] ?? 0;
    const after = write(key - written, by, step * COUNTS, end);
    if (after > end) written = key;
    end = after;
  }
  if (end === 0) return null;
  // From Node's pool: most tallies are small, and memory of their own would cost more than making them.
  const merged = Buffer.allocUnsafe(end);
  if (end > 64) merged.set(out.subarray(0, end));
  else for (let at = 0; at < end; at++) merged[at] = out[at] ?? 0;
  return merged;
}
