import type Database from 'better-sqlite3';
import type { Instant } from '../contract/instants.ts';
import type { PersonalRecord } from '../contract/records.ts';
import { migrate, SCHEMAS } from './schema.ts';
import { openDatabase } from './sqlite.ts';

/** So many that are no records are kept. */
const MOST_REFUSED = 10_000;

/** A personal part as it stands: its row, revision and place in the log. */
export interface PersonalRow {
  row: number;
  rev: number;
  seq: number | null;
}

/** The personal parts, in a file of their own beside a cache. Nothing of them is ever in the cache. */
export interface PersonalStore {
  readonly file: string;
  find(service: string, id: string): PersonalRow | undefined;
  /** Keeps a personal part; gives its row. */
  put(record: PersonalRecord): number;
  place(row: number, seq: number): void;
  drop(row: number): void;
  /** Keeps what is no record and may be personal; the oldest make room. */
  refuse(raw: string, reason: string, at: Instant): void;
  begin(): void;
  /** Puts what was kept since {@link begin} on disk: before the cache commits, which then counts it as done. */
  commit(): void;
  rollback(): void;
  close(): void;
}

/** Opens a file of personal parts to write, making it where it is absent. Same errors as a cache. */
export function openPersonal(file: string): PersonalStore {
  const db = openDatabase(file, 'write');
  try {
    migrate(db, SCHEMAS.private, file);
    return personalStore(db, file);
  } catch (error) {
    db.close();
    throw error;
  }
}

function personalStore(db: Database.Database, file: string): PersonalStore {
  const find = db.prepare<[string, string], PersonalRow>(
    'SELECT row, rev, seq FROM personal WHERE service = ? AND id = ?',
  );
  const put = db
    .prepare<[string, string, number, string]>(
      `INSERT INTO personal (service, id, rev, body) VALUES (?, ?, ?, ?)
       ON CONFLICT (service, id) DO UPDATE SET rev = excluded.rev, body = excluded.body RETURNING row`,
    )
    .pluck();
  const place = db.prepare<[number, number]>('UPDATE personal SET seq = ? WHERE row = ?');
  const drop = db.prepare<[number]>('DELETE FROM personal WHERE row = ?');
  const refuse = db.prepare<[string, string, number]>(
    'INSERT INTO quarantine (raw, reason, at) VALUES (?, ?, ?)',
  );
  const prune = db.prepare<[number]>('DELETE FROM quarantine WHERE n <= ?');
  return {
    file,
    find: (service, id) => find.get(service, id),
    put: (record) => Number(put.get(record.service, record.id, record.rev, JSON.stringify(record))),
    place: (row, seq) => void place.run(seq, row),
    drop: (row) => void drop.run(row),
    refuse(raw, reason, at) {
      const { lastInsertRowid } = refuse.run(raw, reason, at);
      prune.run(Number(lastInsertRowid) - MOST_REFUSED);
    },
    begin() {
      if (!db.inTransaction) db.exec('BEGIN IMMEDIATE');
    },
    commit() {
      if (db.inTransaction) db.exec('COMMIT');
    },
    rollback() {
      if (db.inTransaction) db.exec('ROLLBACK');
    },
    close: () => db.close(),
  };
}
