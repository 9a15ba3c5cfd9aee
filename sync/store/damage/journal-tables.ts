import type Database from 'better-sqlite3';
import { commandPayload } from '../../contract/commands.ts';

export type Row = Record<string, number | string | null>;

/** A table of a journal: its key, and which of its columns must be JSON to be of any use. */
export interface JournalTable {
  name: string;
  key: string;
  json: readonly string[];
  /** What an entry is called where it is told that some are lost. */
  entries: string;
}

export const JOURNAL_TABLES: readonly JournalTable[] = [
  { name: 'meta', key: 'key', json: [], entries: 'marks of the file' },
  { name: 'state', key: 'key', json: ['json'], entries: 'settings' },
  { name: 'commands', key: 'n', json: ['payload', 'remarks', 'giver'], entries: 'commands' },
  { name: 'results', key: 'key', json: ['command', 'remarks'], entries: 'answers to commands' },
  { name: 'alert_events', key: 'n', json: ['body', 'picture'], entries: 'events of alerts' },
  { name: 'call_events', key: 'n', json: ['body'], entries: 'events of calls' },
  { name: 'handovers', key: 'n', json: ['sheet', 'accepted'], entries: 'handovers of shifts' },
];

/** What could be read of a table. */
export interface ReadTable {
  rows: Row[];
  /** Rows that could be read, and are nothing. */
  senseless: Row[];
  /** Between which keys others may have been; null at an end of the table. Null where all was read. */
  gap: { after: Row[string]; before: Row[string] } | null;
}

/** Reads what can be read of a table: from its beginning as far as that goes, then from its end. */
export function readTable(db: Database.Database, table: JournalTable): ReadTable {
  const rows: Row[] = [];
  const keyOf = (row: Row | undefined): Row[string] => row?.[table.key] ?? null;
  const forth = scan(db, table, 'ASC', (row) => void rows.push(row));
  const last = keyOf(rows.at(-1));
  let gap: ReadTable['gap'] = null;
  if (!forth) {
    const behind: Row[] = [];
    scan(db, table, 'DESC', (row) => {
      // What comes after the gap that the other way has read is no gap.
      if (last !== null && keyOf(row) === last) return true;
      behind.push(row);
      return undefined;
    });
    gap = { after: last, before: keyOf(behind.at(-1)) };
    rows.push(...behind.reverse());
  }
  const sound = (row: Row): boolean => isSound(row, table);
  return { rows: rows.filter(sound), senseless: rows.filter((row) => !sound(row)), gap };
}

/** Reads rows one after the other, until `take` says that it is enough; false where one could not be read. */
function scan(
  db: Database.Database,
  { name, key }: JournalTable,
  way: 'ASC' | 'DESC',
  take: (row: Row) => unknown,
): boolean {
  try {
    const rows = db.prepare<[], Row>(`SELECT * FROM ${name} ORDER BY ${key} ${way}`).iterate();
    for (const row of rows) if (take(row) === true) break;
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}

function isSound(row: Row, { name, json }: JournalTable): boolean {
  try {
    for (const column of json) {
      const text = row[column];
      if (typeof text !== 'string') continue;
      const read: unknown = JSON.parse(text);
      if (name === 'commands' && column === 'payload') commandPayload.parse(read);
    }
    return true;
  } catch {
    return false;
  }
}
