import type Database from 'better-sqlite3';
import { CitywallError } from '../../contract/errors.ts';
import type { Instant } from '../../contract/instants.ts';
import type { PersonalRecord } from '../../contract/records.ts';
import { migrate, SCHEMAS } from '../schema.ts';
import { openDatabase } from '../sqlite.ts';
import { cipherOf, type Cipher } from './cipher.ts';
import { aboutPart, aboutRefused, closePlain } from './closing.ts';

/** So many that are no records are kept. */
const MOST_REFUSED = 10_000;

/** A personal part as it stands: its row, revision and place in the log. */
export interface PersonalRow {
  row: number;
  rev: number;
  seq: number | null;
}

/** The personal parts, in a file of their own beside a cache, each closed with the key. Nothing of them is ever in the cache. */
export interface PersonalStore {
  readonly file: string;
  find(service: string, id: string): PersonalRow | undefined;
  /** Which parts there are, without what is in them. */
  all(): Iterable<{ service: string; id: string; rev: number }>;
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

/**
 * Opens a file of personal parts to write, making it where it is absent. What an earlier release kept open is closed. Throws `personal-key` where
 * it was closed with another secret, and what a cache does.
 */
export function openPersonal(file: string, secret: string): PersonalStore {
  const db = openDatabase(file, 'write');
  try {
    db.pragma('secure_delete = ON');
    const isNew = Number(db.pragma('user_version', { simple: true })) === 0;
    migrate(db, SCHEMAS.private, file);
    const cipher = cipherOf(secret);
    requireKey(db, cipher, file);
    closePlain(db, cipher, file, isNew);
    return personalStore(db, file, cipher);
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Throws `personal-key` where a file was closed with another key; a new one is this key's from now on. */
function requireKey(db: Database.Database, { mark }: Cipher, file: string): void {
  const held = db.prepare<[], string>("SELECT value FROM meta WHERE key = 'key'").pluck().get();
  if (held === undefined) db.prepare<[string]>("INSERT INTO meta (key, value) VALUES ('key', ?)").run(mark);
  if (held === undefined || held === mark) return;
  throw new CitywallError('personal-key', {
    what: 'The personal parts were closed with another key.',
    where: file,
    hint: 'Name the key that they were closed with, or give them up with npm run audit -- wipe.',
  });
}

function personalStore(db: Database.Database, file: string, cipher: Cipher): PersonalStore {
  const find = db.prepare<[string, string], PersonalRow>(
    'SELECT row, rev, seq FROM personal WHERE service = ? AND id = ?',
  );
  const put = db
    .prepare<[string, string, number, Buffer]>(
      `INSERT INTO personal (service, id, rev, body) VALUES (?, ?, ?, ?)
       ON CONFLICT (service, id) DO UPDATE SET rev = excluded.rev, body = excluded.body RETURNING row`,
    )
    .pluck();
  const all = db.prepare<[], { service: string; id: string; rev: number }>(
    'SELECT service, id, rev FROM personal ORDER BY row',
  );
  const place = db.prepare<[number, number]>('UPDATE personal SET seq = ? WHERE row = ?');
  const drop = db.prepare<[number]>('DELETE FROM personal WHERE row = ?');
  const refuse = db.prepare<[Buffer, string, number]>(
    'INSERT INTO quarantine (raw, reason, at) VALUES (?, ?, ?)',
  );
  const prune = db.prepare<[number]>('DELETE FROM quarantine WHERE n <= ?');
  return {
    file,
    find: (service, id) => find.get(service, id),
    all: () => all.iterate(),
    put(record) {
      const body = cipher.close(JSON.stringify(record), aboutPart(record));
      return Number(put.get(record.service, record.id, record.rev, body));
    },
    place: (row, seq) => void place.run(seq, row),
    drop: (row) => void drop.run(row),
    refuse(raw, reason, at) {
      const { lastInsertRowid } = refuse.run(cipher.close(raw, aboutRefused(at)), reason, at);
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
