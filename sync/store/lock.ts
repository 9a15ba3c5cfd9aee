import Database from 'better-sqlite3';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CitywallError } from '../contract/errors.ts';
import { errorCode, fileError } from './sqlite.ts';

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
    db = new Database(path.join(folder, 'host.lock'), { timeout: 0 });
    db.pragma('journal_mode = DELETE');
    db.exec('BEGIN EXCLUSIVE');
    writeFileSync(holder, `${pid}\n`);
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

function pidIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim() || 'unknown';
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? 'unknown' : String(error);
  }
}
