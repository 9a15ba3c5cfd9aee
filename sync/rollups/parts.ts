import { existsSync } from 'node:fs';
import { CitywallError } from '../contract/errors.ts';
import type { Stamp } from '../store/cache.ts';
import type { OpenGeneration } from '../store/folder.ts';
import { openPersonal, type PersonalStore } from '../store/personal/personal.ts';
import { deleteAllParts, deleteParts } from '../store/personal/wipe.ts';

/**
 * Opens the personal parts that go with a cache, and notes in the cache whether they are all there. A replica without a secret keeps none: those
 * that it had are deleted. One whose parts are gone, or were closed with another key, begins anew: the city has them. An origin alone has its
 * own, and throws `personal-key`.
 */
export function openParts(
  generation: OpenGeneration,
  role: Stamp['role'],
  secret: string | null,
): PersonalStore | null {
  if (role === 'origin') return secret === null ? null : openPersonal(generation.personal, secret);
  const { db, personal: file } = generation;
  const { cursor, staging, parts } = db.meta();
  const tell = (all: true | null): void => {
    if (all !== parts) db.writeMeta('parts', all);
  };
  if (secret === null) {
    tell(null);
    deleteAllParts(file);
    return null;
  }
  const isNew = cursor === null && (staging?.records ?? 0) === 0;
  if (isNew) tell(true);
  else if (!existsSync(file)) tell(null);
  try {
    return openPersonal(file, secret);
  } catch (error) {
    if (!(error instanceof CitywallError) || error.code !== 'personal-key') throw error;
    tell(isNew ? true : null);
    deleteParts(file);
    return openPersonal(file, secret);
  }
}
