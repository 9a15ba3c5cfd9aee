import { onceFor, type ReadableCache } from '../store/cache.ts';
import type { Select } from '../store/sqlite.ts';
import type { Segment } from './segments.ts';
import { KeyTable, Sum } from './sum.ts';
import { COLUMNS, tallyRow, type Column } from './tally.ts';

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

/** A tally as it was when it was summed up; `counts` is null where the row has none in the column. */
interface Versioned {
  id: number;
  version: number;
  counts: Uint8Array | null;
}

/** A run of tallies that are in a sum, the first first. */
interface Run {
  /** How many rows there were, and the newest version of any: where both are the same, all is. */
  rows: number;
  newest: number;
  tallies: Versioned[];
}

interface Held {
  sum: Sum;
  runs: Run[];
  bytes: number;
}

/** Bytes of sums and their tallies that are kept for a cache, and of one sum: larger ones are made anew. */
const MOST = 96 * 1024 * 1024;
const MOST_OF_ONE = 16 * 1024 * 1024;
/** About what a tally takes besides its numbers. */
const TALLY_BYTES = 200;
/** A table that holds more keys gets no further sums: each would have room for all of them. */
const MOST_KEYS = 60_000;

const kept = onceFor((cache) => ({
  selects: new Map(COLUMNS.map((column) => [column, selectsOf(cache, column)])),
  state: cache.select<{ rows: number; newest: number | null }>(
    'SELECT count(*) AS rows, max(version) AS newest FROM tallies WHERE id >= ? AND id < ?',
  ),
  versions: cache.select<{ id: number; version: number }>(
    'SELECT id, version FROM tallies WHERE id >= ? AND id < ?',
  ),
  sums: new Map<string, Held>(),
  bytes: 0,
  /** The newest table of the sums that are counted alike. */
  tables: new Map<string, KeyTable>(),
}));

interface Selects {
  range: Select<Tally>;
  versioned: Select<Versioned>;
  one: Select<{ counts: Uint8Array | null }>;
}

function selectsOf(cache: ReadableCache, column: Column): Selects {
  return {
    range: cache.select(
      `SELECT id, ${column} AS counts FROM tallies WHERE id >= ? AND id < ? AND ${column} IS NOT NULL`,
    ),
    versioned: cache.select(`SELECT id, version, ${column} AS counts FROM tallies WHERE id >= ? AND id < ?`),
    one: cache.select(`SELECT ${column} AS counts FROM tallies WHERE id = ?`),
  };
}

/** The packed tallies of a run of buckets, oldest first. */
export function talliesIn(
  cache: ReadableCache,
  place: { service: number; column: Column },
  { level, start, end }: Segment,
): Tally[] {
  const range = kept(cache).selects.get(place.column)?.range;
  return range?.all(tallyRow(place.service, level, start), tallyRow(place.service, level, end)) ?? [];
}

/**
 * The sum of all tallies of some runs of buckets; a run that is given twice counts twice. Not to be changed, and
 * valid until the next call. Sums are kept from one call to the next with the tallies they are made of. Every time
 * the versions of those are asked for: where one is another, what the tally was is taken away and what it is added.
 * So a sum is always that of what the cache holds now, whatever was revised.
 */
export function keptSum(cache: ReadableCache, ask: Summed): Sum {
  const all = kept(cache);
  const { service, column, segments, by } = ask;
  const name = `${service} ${column} ${by} ${segments.map(({ level, start, end }) => `${level}${start}-${end}`).join()}`;
  const held = all.sums.get(name) ?? { sum: new Sum(tableOf(cache, ask)), runs: [], bytes: 0 };
  all.sums.delete(name);
  all.bytes -= held.bytes;
  let changed = held.runs.length !== segments.length;
  for (const [i, { level, start, end }] of segments.entries()) {
    const run = (held.runs[i] ??= { rows: 0, newest: 0, tallies: [] });
    const [from, to] = [tallyRow(service, level, start), tallyRow(service, level, end)];
    if (follow(cache, { run, sum: held.sum, from, to }, ask)) changed = true;
  }
  if (changed) held.bytes = bytesOf(held);
  // Too much to keep: the next time all is read again.
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

/** The table of a sum to be made: that of others that are counted alike, so that they compare place by place. */
function tableOf(cache: ReadableCache, { service, column, by }: Summed): KeyTable {
  const { tables } = kept(cache);
  const name = `${service} ${column} ${by}`;
  const known = tables.get(name);
  if (known !== undefined && known.keys.length <= MOST_KEYS) return known;
  const table = new KeyTable();
  tables.set(name, table);
  return table;
}

function bytesOf({ sum, runs }: Held): number {
  let bytes = sum.counts.byteLength;
  for (const { tallies } of runs)
    for (const { counts } of tallies) bytes += (counts?.length ?? 0) + TALLY_BYTES;
  return bytes;
}

/** Makes a run, and the sum it is in, what the cache holds now between two rows; says whether anything was another. */
function follow(
  cache: ReadableCache,
  { run, sum, from, to }: { run: Run; sum: Sum; from: number; to: number },
  { column, named }: Summed,
): boolean {
  const { state, versions, selects } = kept(cache);
  const select = selects.get(column);
  const { rows = 0, newest = null } = state.get(from, to) ?? {};
  if (select === undefined || (rows === run.rows && (newest ?? 0) === run.newest)) return false;
  if (run.tallies.length === 0) {
    run.tallies = select.versioned.all(from, to);
    for (const { counts } of run.tallies) if (counts !== null) sum.add(counts, 1, named);
  } else {
    const before = new Map(run.tallies.map((tally) => [tally.id, tally]));
    run.tallies = versions.all(from, to).map(({ id, version }) => {
      const held = before.get(id);
      if (held?.version === version) {
        before.delete(id);
        return held;
      }
      const counts = select.one.get(id)?.counts ?? null;
      if (counts !== null) sum.add(counts, 1, named);
      return { id, version, counts };
    });
    // What is left was another, or is gone.
    for (const { counts } of before.values()) if (counts !== null) sum.add(counts, -1, named);
  }
  run.rows = rows;
  run.newest = newest ?? 0;
  return true;
}
