import Database from 'better-sqlite3';
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

/** The code of a system or SQLite error: `ENOSPC`, `SQLITE_FULL`; empty for anything else. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/**
 * Any error of a file or database as one a person can act on: full disk, no permission, corrupt file.
 * Errors that are none of these come back as they are.
 */
export function fileError(error: unknown, where: string): unknown {
  if (error instanceof CitywallError) return error;
  const code = errorCode(error);
  const cause = { cause: error };
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT')
    return new CitywallError(
      'disk-full',
      {
        what: 'The disk is full; nothing new can be kept.',
        where,
        hint: 'Free some space: what is held goes on showing, and taking starts again by itself.',
      },
      cause,
    );
  if (/^(EACCES|EPERM|EROFS|ENOTDIR|SQLITE_READONLY.*|SQLITE_CANTOPEN.*|SQLITE_PERM|SQLITE_AUTH)$/.test(code))
    return new CitywallError(
      'data-no-permission',
      {
        what: 'The data folder cannot be read and written.',
        where,
        hint: 'Give this user the right to read and write there, or name another folder with --data.',
      },
      cause,
    );
  if (/^SQLITE_(CORRUPT.*|NOTADB|FORMAT)$/.test(code))
    return new CitywallError(
      'cache-corrupt',
      {
        what: 'A file of the data folder is damaged.',
        where,
        hint: 'It is set aside and built again from the city.',
      },
      cause,
    );
  return error;
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
