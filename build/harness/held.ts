import { digest, type Digest } from './digest.ts';
import { openReadable } from '../../sync/store/cache.ts';
import { currentGeneration } from '../../sync/store/pointer.ts';

/** What a data folder holds now, also while its host runs. Throws where it holds no cache. */
export function heldIn(folder: string): Digest {
  const now = currentGeneration(folder);
  if (now === null) throw new Error(`${folder} holds no cache`);
  const cache = openReadable(now.cache);
  try {
    return digest(cache);
  } finally {
    cache.close();
  }
}
