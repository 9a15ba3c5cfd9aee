import type Database from 'better-sqlite3';
import { handover, handoverSheet, type Handover, type HandoverSheet } from '../contract/handover.ts';
import type { Guards } from './alert-events.ts';

/** Handovers of shifts, read. */
export interface Handovers {
  /** The newest. */
  newest(limit: number): Handover[];
  /** One of them with what was shown; null where there is none of that id. */
  one(id: string): { handover: Handover; sheet: HandoverSheet } | null;
}

/** Handovers of shifts, read and written; never thrown away. */
export interface HandoverJournal extends Handovers {
  keep(of: Handover, sheet: HandoverSheet): void;
  accept(id: string, accepted: NonNullable<Handover['accepted']>): void;
}

interface Row {
  id: string;
  at: number;
  by: string;
  text: string;
  hash: string;
  accepted: string | null;
}

const readRow = ({ accepted, ...row }: Row): Handover =>
  handover.parse({ ...row, accepted: accepted === null ? null : JSON.parse(accepted) });

/** Reads handovers over a journal's handle. */
export function handoversIn(db: Database.Database): Handovers {
  const columns = 'id, at, by, text, hash, accepted';
  const newest = db.prepare<[number], Row>(`SELECT ${columns} FROM handovers ORDER BY n DESC LIMIT ?`);
  const one = db.prepare<[string], Row & { sheet: string }>(
    `SELECT ${columns}, sheet FROM handovers WHERE id = ?`,
  );
  return {
    newest: (limit) => newest.all(limit).map(readRow),
    one(id) {
      const row = one.get(id);
      if (row === undefined) return null;
      const { sheet, ...rest } = row;
      return { handover: readRow(rest), sheet: handoverSheet.parse(JSON.parse(sheet)) };
    },
  };
}

/** Reads and writes handovers over a journal's handle. */
export function handoverJournal(db: Database.Database, { read, write }: Guards): HandoverJournal {
  const insert = db.prepare<[string, number, string, string, string, string]>(
    'INSERT INTO handovers (id, at, by, text, hash, sheet) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const accept = db.prepare<[string, string]>('UPDATE handovers SET accepted = ? WHERE id = ?');
  const held = handoversIn(db);
  return {
    newest: (limit) => read(() => held.newest(limit)),
    one: (id) => read(() => held.one(id)),
    keep: ({ id, at, by, text, hash }, sheet) =>
      write(() => void insert.run(id, at, by, text, hash, JSON.stringify(sheet))),
    accept: (id, accepted) => write(() => void accept.run(JSON.stringify(accepted), id)),
  };
}
