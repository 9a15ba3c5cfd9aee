import type { WritableCache } from '../store/cache.ts';
import type { Keys } from './moments.ts';
import { mergeTally } from './packing.ts';
import { Gathering, Steps } from './steps.ts';
import { CELL, COLUMNS, tallySpan } from './tally.ts';

type Five<T> = [whole: T, unit: T, area: T, cell: T, touched: T];

/** A row of the table `tallies`, packed. */
type Tallies = Five<Uint8Array | null>;

/** Writes rows of tallies: hours as they come, then the day they are in, then the month. */
export interface TallyWriter {
  /** Moments of the keys the writer is made with; `columns` are the places of those to write. */
  hour(row: number, moments: readonly number[], columns: readonly number[]): void;
  /** Writes what the hours since the last day change in theirs. */
  day(row: number): void;
  month(row: number): void;
  /** Forgets what was written and gathered: the batch was given up. */
  forget(): void;
}

/** Bytes of tallies that are written before those remembered are let go. */
const MOST_RECENT = 64 * 1024 * 1024;

/** A writer of tallies into a cache, by the keys of the cases that are gathered. */
export function tallyWriter(cache: WritableCache, keys: Keys): TallyWriter {
  const columns = COLUMNS.join(', ');
  const held = cache.db.prepare<[number], Tallies>(`SELECT ${columns} FROM tallies WHERE id = ?`).raw();
  const put = cache.db.prepare<[number, ...Tallies]>(
    `INSERT OR REPLACE INTO tallies (id, ${columns}) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const greatest = cache.db
    .prepare<[number, number], number | null>('SELECT max(id) FROM tallies WHERE id >= ? AND id < ?')
    .pluck();
  const drop = cache.db.prepare<[number]>('DELETE FROM tallies WHERE id = ?');
  /** Rows as last written, so that those of the present are not read again for every batch. */
  const recent = new Map<number, Tallies>();
  let written = 0;
  const steps = new Steps();
  /** What the hours change in their day, and the days in their month: by code, column by column. Cells apart. */
  const days = [new Gathering(), new Gathering(), new Gathering()];
  const months = [new Gathering(), new Gathering(), new Gathering()];
  const cells = new Array<number>();

  /** The last row there is of a service and level: most batches bring hours that are later than any held. */
  const newest = new Map<number, number>();
  const isNew = (row: number): boolean => {
    const span = tallySpan(row);
    let last = newest.get(span.start);
    if (last === undefined) {
      last = greatest.get(span.start, span.end) ?? 0;
      newest.set(span.start, last);
    }
    if (row <= last) return false;
    newest.set(span.start, row);
    return true;
  };
  const rowOf = (row: number): Tallies =>
    recent.get(row) ?? (isNew(row) ? undefined : held.get(row)) ?? [null, null, null, null, null];

  const keep = (row: number, tallies: Tallies): void => {
    const [whole, unit, area, cell, touched] = tallies;
    if (whole === null && unit === null && area === null && cell === null && touched === null) {
      drop.run(row);
      recent.delete(row);
      return;
    }
    put.run(row, whole, unit, area, cell, touched);
    for (const tally of tallies) written += tally?.length ?? 0;
    if (written > MOST_RECENT) {
      recent.clear();
      written = 0;
    }
    recent.set(row, tallies);
  };

  /** Adds what was gathered to a longer bucket; `around` gathers the same for the one around it. */
  const long = (row: number, gathered: readonly Gathering[], around?: readonly Gathering[]): void => {
    const tallies = rowOf(row);
    for (const [i, gathering] of gathered.entries()) {
      if (gathering.keys.length === 0) continue;
      steps.drain(gathering);
      around?.[i]?.add(steps);
      tallies[i] = mergeTally(tallies[i] ?? null, steps);
    }
    if (cells.length > 0) {
      const length = keys.sorted(cells, CELL);
      if (length > 0) tallies[CELL] = mergeTally(tallies[CELL], steps.take(keys.changes, length));
      cells.length = 0;
    }
    keep(row, tallies);
  };

  return {
    hour(row, moments, columns) {
      const tallies = rowOf(row);
      for (const column of columns) {
        const length = keys.sorted(moments, column);
        if (length === 0) continue;
        steps.take(keys.changes, length);
        days[column]?.add(steps);
        tallies[column] = mergeTally(tallies[column] ?? null, steps);
        if (column === CELL) for (const one of moments) cells.push(one);
      }
      keep(row, tallies);
    },
    day: (row) => long(row, days, months),
    month: (row) => long(row, months),
    forget() {
      recent.clear();
      newest.clear();
      written = 0;
      cells.length = 0;
      for (const gathering of [...days, ...months]) gathering.clear();
    },
  };
}
