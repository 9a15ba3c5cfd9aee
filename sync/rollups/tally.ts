import type { Instant } from '../contract/instants.ts';

/**
 * A tally: for one service, one dimension and one bucket of time, how many cases of each key reached each
 * instant in it. It is one row of the table `tallies`, packed, so that a batch of two thousand cases
 * touches hundreds of rows rather than tens of thousands, and a question reads tens rather than thousands.
 */
export const DIMS = ['total', 'category', 'unit', 'area', 'categoryArea', 'cell'] as const;
export type TallyDim = (typeof DIMS)[number];
export const LEVELS = ['hour', 'day', 'month'] as const;
export type Level = (typeof LEVELS)[number];

/** The instants a case can reach, in the order they are packed. */
export const REACHED = ['opened', 'closed', 'due', 'settled', 'late'] as const;
export const OPENED = 1;
export const CLOSED = 2;
export const DUE = 4;
export const SETTLED = 8;
export const LATE = 16;

/** Which instants a dimension counts: heat only where cases opened. */
export function keptBits(dim: TallyDim): number {
  return dim === 'cell' ? OPENED : OPENED | CLOSED | DUE | SETTLED | LATE;
}

const MINUTES = 2 ** 27;
/** Services a cache can hold: what is left of a safe integer. */
export const MOST_SERVICES = 2 ** 16;

/**
 * The row of a tally: service, dimension, level, and the bucket's start in minutes, in that order, so that
 * one range of rows is one span of time. Minutes up to 2200 need 27 bits, the whole 50.
 */
export function tallyRow(service: number, dim: TallyDim, level: Level, start: Instant): number {
  const place = (service * 8 + DIMS.indexOf(dim)) * 4 + LEVELS.indexOf(level);
  return place * MINUTES + start / 60_000;
}

/** The bucket's start of a tally's row. */
export function tallyStart(row: number): Instant {
  return (row % MINUTES) * 60_000;
}

/**
 * One change to a tally: a key, which instants, and whether they are added or taken away, in one number,
 * so that a batch's changes sort by key without objects.
 */
export function change(key: number, reached: number, taken: boolean): number {
  return key * 64 + reached * 2 + (taken ? 1 : 0);
}

let out = new Uint8Array(1 << 16);
let end = 0;

function room(bytes: number): void {
  if (end + bytes <= out.length) return;
  const larger = new Uint8Array(out.length * 2 + bytes);
  larger.set(out.subarray(0, end));
  out = larger;
}

/** Writes a whole number in 7-bit groups, lowest first; arithmetic, not bits, as keys pass 32 bits. */
function put(value: number): void {
  let rest = value;
  while (rest >= 128) {
    out[end++] = (rest % 128) + 128;
    rest = Math.floor(rest / 128);
  }
  out[end++] = rest;
}

let cursor = 0;

/** Reads what {@link put} wrote at `cursor`, and moves it on. */
function take(bytes: Uint8Array): number {
  let byte = bytes[cursor++] ?? 0;
  if (byte < 128) return byte;
  let value = byte - 128;
  let scale = 128;
  do {
    byte = bytes[cursor++] ?? 0;
    value += (byte % 128) * scale;
    scale *= 128;
  } while (byte >= 128);
  return value;
}

function putEntry(gap: number, counts: Float64Array): void {
  room(64);
  let mask = 0;
  for (let i = 0; i < 5; i++) {
    const n = counts[i] ?? 0;
    if (n < 0) throw new RangeError('a kept sum would fall below zero');
    if (n > 0) mask |= 1 << i;
  }
  put(gap);
  out[end++] = mask;
  for (let i = 0; i < 5; i++) if (mask & (1 << i)) put(counts[i] ?? 0);
}

/**
 * Calls `visit` for each key of a packed tally, smallest first, with its five counts. The array is the
 * same every time: copy what is kept.
 */
export function eachEntry(packed: Uint8Array, visit: (key: number, counts: Float64Array) => void): void {
  const counts = new Float64Array(5);
  let key = 0;
  let at = 0;
  while (at < packed.length) {
    cursor = at;
    key += take(packed);
    readCounts(packed, counts);
    at = cursor;
    visit(key, counts);
  }
}

function readCounts(packed: Uint8Array, counts: Float64Array): void {
  const mask = packed[cursor++] ?? 0;
  for (let i = 0; i < 5; i++) counts[i] = mask & (1 << i) ? take(packed) : 0;
}

const held = new Float64Array(5);

/**
 * A packed tally with changes applied; null where nothing is left. `changes` are numbers from
 * {@link change}, sorted. Throws a RangeError where a count would fall below zero.
 */
export function mergeTally(packed: Uint8Array | undefined, changes: Float64Array): Uint8Array | null {
  const old = packed ?? new Uint8Array(0);
  end = 0;
  cursor = 0;
  let last = 0;
  let next = old.length > 0 ? take(old) : Infinity;
  let i = 0;
  while (i < changes.length || next !== Infinity) {
    const changed = i < changes.length ? Math.floor((changes[i] ?? 0) / 64) : Infinity;
    const key = Math.min(changed, next);
    if (key === next) {
      readCounts(old, held);
      next = cursor < old.length ? key + take(old) : Infinity;
    } else held.fill(0);
    while (i < changes.length) {
      const packedChange = changes[i] ?? 0;
      if (Math.floor(packedChange / 64) !== key) break;
      const bits = packedChange % 64;
      const step = bits & 1 ? -1 : 1;
      for (let n = 0; n < 5; n++) if (bits & (2 << n)) held[n] = (held[n] ?? 0) + step;
      i++;
    }
    if (held[0] || held[1] || held[2] || held[3] || held[4]) {
      putEntry(key - last, held);
      last = key;
    }
  }
  return end === 0 ? null : out.slice(0, end);
}
