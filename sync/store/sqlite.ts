import Database from 'better-sqlite3';
import { closeSync, existsSync, openSync } from 'node:fs';
import { errorCode, fileError } from './file-error.ts';
import { CitywallError } from '../contract/errors.ts';

/** What a statement can be given. */
export type SqlValue = number | string | null | Uint8Array;

/** A prepared SELECT: all a reader can do. */
export interface Select<Row> {
  get(...values: SqlValue[]): Row | undefined;
  all(...values: SqlValue[]): Row[];
  iterate(...values: SqlValue[]): IterableIterator<Row>;
}

/** Older versions can corrupt a WAL that two connections reset at once (sqlite.org/wal.html, "the WAL-reset bug"). */
const OLDEST_SQLITE = [3, 51, 3] as const;

/** Throws `sqlite-too-old` where a SQLite version, such as `3.54.1`, is older than we may use. */
export function assertSqlite(version: string): void {
  const parts = version.split('.').map(Number);
  for (const [i, oldest] of OLDEST_SQLITE.entries()) {
    const part = parts[i] ?? 0;
    if (part > oldest) return;
    if (part < oldest)
      throw new CitywallError('sqlite-too-old', {
        what: `SQLite ${version} is older than ${OLDEST_SQLITE.join('.')}`,
        hint: 'Install the dependencies again: npm ci.',
      });
  }
}

/** Runs something that touches files, its errors made ones a person can act on. */
export function guarded<T>(where: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw fileError(error, where);
  }
}

export type OpenMode = 'read' | 'write';

/**
 * Opens a database. A writer is durable at every commit (`synchronous=FULL`: this build of SQLite would
 * take NORMAL in WAL) and keeps its WAL bounded; a reader cannot write.
 */
export function openDatabase(file: string, mode: OpenMode): Database.Database {
  return guarded(file, () => {
    // Its log and index take the rights of the file.
    if (mode === 'write' && file !== ':memory:' && !existsSync(file)) closeSync(openSync(file, 'a', 0o600));
    const db = new Database(
      file,
      mode === 'read' ? { readonly: true, fileMustExist: true, timeout: 5000 } : { timeout: 5000 },
    );
    try {
      assertSqlite(String(db.prepare('SELECT sqlite_version()').pluck().get()));
      db.pragma('mmap_size = 1073741824');
      db.pragma('temp_store = MEMORY');
      if (mode === 'read') {
        db.pragma('query_only = ON');
        db.pragma('cache_size = -32768');
        return db;
      }
      db.pragma('journal_mode = WAL');
      db.pragma('synchronous = FULL');
      db.pragma('cache_size = -131072');
      db.pragma('wal_autocheckpoint = 4000');
      db.pragma('journal_size_limit = 33554432');
      db.pragma('trusted_schema = OFF');
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/**
 * Closes a writer's handle so that its log stays, though there is nothing in it: a database without one cannot be read at all where nothing can
 * be written, on a disk that is full or read-only.
 */
export function closeForReaders(db: Database.Database, file: string): void {
  let last: Database.Database | undefined;
  try {
    // Whoever closes last and cannot write leaves the log.
    if (existsSync(file)) last = new Database(file, { readonly: true, fileMustExist: true });
    last?.prepare('SELECT count(*) FROM sqlite_master').get();
  } catch (error) {
    if (errorCode(error) === '') throw error;
  } finally {
    db.close();
    last?.close();
  }
}
