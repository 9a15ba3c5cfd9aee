import type { WritableCache } from '../store/cache.ts';
import { mergeTally } from './packing.ts';
import { Gathering, Steps } from './steps.ts';
import { COLUMNS } from './tally.ts';

/** The places of {@link COLUMNS}. */
export const [WHOLE, UNIT, AREA, CELL, TOUCHED] = [0, 1, 2, 3, 4] as const;

type Five<T> = [whole: T, unit: T, area: T, cell: T, touched: T];

/** What a batch changes in an hour: numbers from `change` for each column. */
export type Changes = Five<number[] | undefined>;

/** A row of the table `tallies`, packed. */
type Tallies = Five<Uint8Array | null>;

/** Writes rows of tallies: hours as they come, then the day they are in, then the month. */
export interface TallyWriter {
  hour(row: number, changes: Changes): void;
  /** Writes what the hours since the last day change in theirs. */
  day(row: number): void;
  month(row: number): void;
  /** Forgets what was written and gathered: the batch was given up. */
  forget(): void;
}

/** Bytes of tallies that are written before those remembered are let go. */
const MOST_RECENT = 64 * 1024 * 1024;

/** A writer of tallies into a cache. */
export function tallyWriter(cache: WritableCache): TallyWriter {
  const columns = COLUMNS.join(', ');
  const held = cache.db.prepare<[number], Tallies>(`SELECT ${columns} FROM tallies WHERE id = ?`).raw();
  const put = cache.db.prepare<[number, ...Tallies]>(
    `INSERT OR REPLACE INTO tallies (id, ${columns}) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const drop = cache.db.prepare<[number]>('DELETE FROM tallies WHERE id = ?');
  /** Rows as last written, so that those of the present are not read again for every batch. */
  const recent = new Map<number, Tallies>();
  let written = 0;
  const steps = new Steps();
  /** What the hours change in their day, and the days in their month: by code, column by column. Cells apart. */
  const days = [new Gathering(), new Gathering(), new Gathering()];
  const months = [new Gathering(), new Gathering(), new Gathering()];
  const cells = new Array<number>();

  const rowOf = (row: number): Tallies => recent.get(row) ?? held.get(row) ?? [null, null, null, null, null];

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
      tallies[CELL] = mergeTally(tallies[CELL], steps.take(cells));
      cells.length = 0;
    }
    keep(row, tallies);
  };

  return {
    hour(row, changes) {
      const tallies = rowOf(row);
      for (let i = 0; i < changes.length; i++) {
        const list = changes[i];
        if (list === undefined) continue;
        steps.take(list);
        days[i]?.add(steps);
        tallies[i] = mergeTally(tallies[i] ?? null, steps);
      }
      for (const one of changes[CELL] ?? []) cells.push(one);
      keep(row, tallies);
    },
    day: (row) => long(row, days, months),
    month: (row) => long(row, months),
    forget() {
      recent.clear();
      written = 0;
      cells.length = 0;
      for (const gathering of [...days, ...months]) gathering.clear();
    },
  };
}
