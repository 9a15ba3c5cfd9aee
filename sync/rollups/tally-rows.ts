import type { WritableCache } from '../store/cache.ts';
import type { Keys } from './moments.ts';
import { mergeTally } from './packing.ts';
import { Gathering, Steps } from './steps.ts';
import { CELL, COLUMNS, QUALITY, tallySpan, TOUCHED } from './tally.ts';

type Six<T> = [whole: T, unit: T, area: T, quality: T, cell: T, touched: T];

/** A row of the table `tallies`, packed. */
type Tallies = Six<Uint8Array | null>;

/** What citizens said in an hour: changes (moments.ts) to its quality, and to whom it touched. */
export interface Judged {
  quality: number[];
  touched: number[];
}

/** Writes rows of tallies: hours as they come, then the day they are in, then the month. */
export interface TallyWriter {
  /** Begins what is written as one: its rows get a version that none had before. */
  begin(): void;
  /** Moments of the keys the writer is made with; `columns` are the places of those to write. */
  hour(row: number, moments: readonly number[], columns: readonly number[], judged: Judged | null): void;
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
  const put = cache.db.prepare<[number, number, ...Tallies]>(
    `INSERT OR REPLACE INTO tallies (id, version, ${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const next = cache.db
    .prepare<[], number>(
      `INSERT INTO counters (name, n) VALUES ('tallies', 1)
       ON CONFLICT (name) DO UPDATE SET n = n + 1 RETURNING n`,
    )
    .pluck();
  const greatest = cache.db
    .prepare<[number, number], number | null>('SELECT max(id) FROM tallies WHERE id >= ? AND id < ?')
    .pluck();
  const drop = cache.db.prepare<[number]>('DELETE FROM tallies WHERE id = ?');
  /** Rows as last written, so that those of the present are not read again for every batch. */
  const recent = new Map<number, Tallies>();
  let written = 0;
  let version = 0;
  const steps = new Steps();
  /** What the hours change in their day, and the days in their month: by code, column by column. Cells apart. */
  const days = [new Gathering(), new Gathering(), new Gathering(), new Gathering()];
  const months = [new Gathering(), new Gathering(), new Gathering(), new Gathering()];
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
    recent.get(row) ?? (isNew(row) ? undefined : held.get(row)) ?? [null, null, null, null, null, null];

  const keep = (row: number, tallies: Tallies): void => {
    const [whole, unit, area, quality, cell, touched] = tallies;
    if (tallies.every((tally) => tally === null)) {
      drop.run(row);
      recent.delete(row);
      return;
    }
    put.run(row, version, whole, unit, area, quality, cell, touched);
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

  /** Changes of one hour, sorted and added up, into a tally. */
  const judge = (
    tally: Uint8Array | null,
    changes: readonly number[],
    day?: Gathering,
  ): Uint8Array | null => {
    const sorted = Float64Array.from(changes).sort();
    steps.take(sorted, sorted.length);
    day?.add(steps);
    return mergeTally(tally, steps);
  };

  return {
    begin: () => {
      version = next.get() ?? 0;
    },
    hour(row, moments, columns, judged) {
      const tallies = rowOf(row);
      for (const column of columns) {
        const length = keys.sorted(moments, column);
        if (length === 0) continue;
        steps.take(keys.changes, length);
        days[column]?.add(steps);
        tallies[column] = mergeTally(tallies[column] ?? null, steps);
        if (column === CELL) for (const one of moments) cells.push(one);
      }
      if (judged !== null) {
        tallies[QUALITY] = judge(tallies[QUALITY], judged.quality, days[QUALITY]);
        tallies[TOUCHED] = judge(tallies[TOUCHED], judged.touched);
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
