import { CitywallError } from '../contract/errors.ts';
import { openReadable } from './cache.ts';
import { fileError } from './file-error.ts';

/** So many faults say enough. */
const MOST_FAULTS = 20;

/**
 * What is wrong with a cache file as a whole, a sentence each; nothing where nothing is. Reads all of it, which
 * takes some seconds for ten million cases, and longer from a slow disk: only ever in a thread of its own. A writer
 * goes on meanwhile; its WAL grows until this is over. Throws what is not damage, such as `data-no-permission`.
 */
export function faultsOf(file: string): string[] {
  try {
    const cache = openReadable(file);
    try {
      return cache
        .select<{ quick_check: string }>(`PRAGMA quick_check(${MOST_FAULTS})`)
        .all()
        .map((row) => row.quick_check)
        .filter((text) => text !== 'ok');
    } finally {
      cache.close();
    }
  } catch (error) {
    const known = fileError(error, file);
    if (known instanceof CitywallError && known.code === 'cache-corrupt') return [known.message];
    throw known;
  }
}
