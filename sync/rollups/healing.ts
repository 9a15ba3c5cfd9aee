import { existsSync, rmSync } from 'node:fs';
import { CitywallError } from '../contract/errors.ts';
import type { Stamp, WritableCache } from '../store/cache.ts';
import { mendedMark } from '../store/folder.ts';
import { errorCode } from '../store/file-error.ts';
import { rebuild } from './rebuild.ts';

/**
 * Makes again what may have been made of flipped bits before they were put right: indexes, and every kept sum. Nothing where none were.
 * Indexes that cannot be made are those of a damaged cache.
 */
export function healMended(cache: WritableCache, stamp: Stamp): void {
  const mark = mendedMark(cache.file);
  if (!existsSync(mark)) return;
  try {
    cache.db.exec('REINDEX');
  } catch (error) {
    const what = 'Records were kept twice while an index was damaged.';
    if (!errorCode(error).startsWith('SQLITE_CONSTRAINT')) throw error;
    throw new CitywallError('cache-corrupt', { what, where: cache.file }, { cause: error });
  }
  rebuild(cache, cache.meta().stamp ?? stamp);
  rmSync(mark, { force: true });
}
