import { onceFor, type ReadableCache } from '../store/cache.ts';
import type { Select } from '../store/sqlite.ts';
import { eachEntry } from './packing.ts';
import type { Segment } from './segments.ts';
import { COUNTS } from './steps.ts';
import { COLUMNS, tallyRow, type Column } from './tally.ts';

/** A sum of tallies: for each key its place in `counts`, where its five numbers are. Some keys may have zeros. */
export class Sum {
  readonly places = new Map<number, number>();
  counts = new Float64Array(32 * COUNTS);

  /** Adds a packed tally, or takes it away; `named` gives the key each of its keys is counted under. */
  add(packed: Uint8Array, sign: 1 | -1, named: (key: number) => number): void {
    eachEntry(packed, (key, entry) => {
      const place = this.#place(named(key));
      for (let n = 0; n < COUNTS; n++)
        this.counts[place + n] = (this.counts[place + n] ?? 0) + sign * (entry[n] ?? 0);
    });
  }

  #place(key: number): number {
    const known = this.places.get(key);
    if (known !== undefined) return known;
    const place = this.places.size * COUNTS;
    this.places.set(key, place);
    if (place < this.counts.length) return place;
    const larger = new Float64Array(this.counts.length * 2);
    larger.set(this.counts);
    this.counts = larger;
    return place;
  }
}

/** Which tallies are summed up, and how their keys are counted. */
export interface Summed {
  service: number;
  column: Column;
  segments: readonly Segment[];
  /** Names what `named` does: sums of one name are counted alike. */
  by: string;
  named: (key: number) => number;
}

interface Tally {
  id: number;
  counts: Uint8Array;
}

interface Held {
  sum: Sum;
  /** The tallies that are in the sum, segment by segment, oldest first. */
  tallies: Tally[][];
  bytes: number;
}

/** Bytes of sums and their tallies that are kept for a cache, and of one sum: larger ones are made anew. */
const MOST = 96 * 1024 * 1024;
const MOST_OF_ONE = 16 * 1024 * 1024;
/** About what a tally and a key take besides their numbers. */
const TALLY_BYTES = 200;
const KEY_BYTES = 48;

const kept = onceFor((cache) => ({
  range: new Map(COLUMNS.map((column) => [column, rangeOf(cache, column)])),
  sums: new Map<string, Held>(),
  bytes: 0,
}));

function rangeOf(cache: ReadableCache, column: Column): Select<Tally> {
  return cache.select(
    `SELECT id, ${column} AS counts FROM tallies WHERE id >= ? AND id < ? AND ${column} IS NOT NULL`,
  );
}

/** The packed tallies of a run of buckets, oldest first. */
export function talliesIn(
  cache: ReadableCache,
  place: { service: number; column: Column },
  { level, start, end }: Segment,
): Tally[] {
  const range = kept(cache).range.get(place.column);
  return range?.all(tallyRow(place.service, level, start), tallyRow(place.service, level, end)) ?? [];
}

/**
 * The sum of all tallies of some runs of buckets; a run that is given twice counts twice. Not to be changed,
 * and valid until the next call. Sums are kept from one call to the next with the tallies they are made of:
 * each of those is read again and compared byte by byte, and where one differs, what it was is taken away and
 * what it is added. So a sum is always that of what the cache holds now, whatever was revised.
 */
export function keptSum(cache: ReadableCache, ask: Summed): Sum {
  const all = kept(cache);
  const { service, column, segments, by } = ask;
  const runs = segments.map(({ level, start, end }) => `${level}${start}-${end}`);
  const name = `${service} ${column} ${by} ${runs.join()}`;
  const held = all.sums.get(name) ?? { sum: new Sum(), tallies: [], bytes: 0 };
  all.sums.delete(name);
  all.bytes -= held.bytes;
  held.bytes = 0;
  for (const [i, segment] of segments.entries()) {
    const now = talliesIn(cache, ask, segment);
    replace(held.sum, held.tallies[i] ?? [], now, ask.named);
    held.tallies[i] = now;
    for (const { counts } of now) held.bytes += counts.length + TALLY_BYTES;
    // Too much to keep: not even until it is summed up.
    if (held.bytes > MOST_OF_ONE) held.tallies[i] = [];
  }
  held.bytes += held.sum.places.size * KEY_BYTES + held.sum.counts.byteLength;
  if (held.bytes > MOST_OF_ONE) return held.sum;
  // The one asked for last is the last to go.
  all.sums.set(name, held);
  all.bytes += held.bytes;
  for (const [old, { bytes }] of all.sums) {
    if (all.bytes <= MOST) break;
    all.sums.delete(old);
    all.bytes -= bytes;
  }
  return held.sum;
}

/** Makes a sum of old tallies one of new; both oldest first. */
function replace(
  sum: Sum,
  old: readonly Tally[],
  now: readonly Tally[],
  named: (key: number) => number,
): void {
  let i = 0;
  for (const tally of now) {
    let before = old[i];
    for (; before !== undefined && before.id < tally.id; before = old[++i]) sum.add(before.counts, -1, named);
    if (before?.id === tally.id) {
      i++;
      if (Buffer.compare(before.counts, tally.counts) === 0) continue;
      sum.add(before.counts, -1, named);
    }
    sum.add(tally.counts, 1, named);
  }
  for (const gone of old.slice(i)) sum.add(gone.counts, -1, named);
}
