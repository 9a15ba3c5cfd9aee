import Database from 'better-sqlite3';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CitywallError, KEEPS_NOTHING } from '../contract/errors.ts';
import { errorCode, fileError } from './file-error.ts';

/** The file that is locked. */
export const LOCK = 'host.lock';

/** A data folder that is ours alone, until released or until this process ends, however it ends. */
export interface FolderLock {
  release(): void;
}

/**
 * Takes a data folder. The lock is the operating system's own, on a file that SQLite holds open: a killed
 * process leaves nothing behind to clean, and no clock is involved. Throws `data-in-use`, naming the process.
 */
export function lockFolder(folder: string, pid: number): FolderLock {
  const holder = path.join(folder, 'host.pid');
  let db: Database.Database | undefined;
  try {
    db = new Database(path.join(folder, LOCK), { timeout: 0 });
    db.pragma('journal_mode = DELETE');
    db.exec('BEGIN EXCLUSIVE');
    if (isHeldWithoutLock(folder, pidIn(holder), pid))
      throw Object.assign(new Error('the lock is gone'), { code: 'SQLITE_BUSY' });
    tellHolder(holder, pid);
  } catch (error) {
    db?.close();
    if (errorCode(error) !== 'SQLITE_BUSY') throw fileError(error, folder);
    const by = pidIn(holder);
    throw new CitywallError(
      'data-in-use',
      {
        what: `The data folder is in use by another Citywall (process ${by}).`,
        where: folder,
        hint: `Stop process ${by}, or name another folder with --data.`,
      },
      { cause: error },
    );
  }
  const held = db;
  return {
    release() {
      if (held.open) held.close();
    },
  };
}

/** Says who holds a folder; where that cannot be written, nobody else can take it for long. */
function tellHolder(holder: string, pid: number): void {
  try {
    writeFileSync(holder, `${pid}\n`, { mode: 0o600 });
  } catch (error) {
    const known = fileError(error, holder);
    if (!(known instanceof CitywallError) || !KEEPS_NOTHING.has(known.code)) throw error;
  }
}

/**
 * Whether another process that lives has the journal open, though the lock is free: somebody deleted its file. SQLite's own lock on the journal
 * tells, which is another file's.
 */
function isHeldWithoutLock(folder: string, by: string, pid: number): boolean {
  const journal = path.join(folder, 'journal.db');
  if (by === String(pid) || !isAlive(Number(by)) || !existsSync(journal)) return false;
  const db = new Database(journal, { timeout: 0 });
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.prepare('SELECT count(*) FROM sqlite_master').get();
    return false;
  } catch (error) {
    return errorCode(error) === 'SQLITE_BUSY';
  } finally {
    db.close();
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

function pidIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim() || 'unknown';
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? 'unknown' : String(error);
  }
}
