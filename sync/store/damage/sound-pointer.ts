import { existsSync } from 'node:fs';
import { openReadable } from '../cache.ts';
import { currentGeneration, generationIn, makeCurrent, type Generation } from '../pointer.ts';

/**
 * Which generation of a folder is current. Where the pointer is lost, or names what is not there or not whole, it is the newest of those
 * there are that is whole, and the pointer is written anew.
 */
export function soundPointer(folder: string, there: readonly number[]): Generation | null {
  const found = currentGeneration(folder);
  if (found !== null && there.includes(found.generation) && isWhole(found) !== false) return found;
  const whole = there.toReversed().find((n) => isWhole(generationIn(folder, n)) === true);
  if (whole === undefined) return found;
  makeCurrent(folder, whole);
  return generationIn(folder, whole);
}

/** Whether a generation is one that was taken in as a whole; null where it cannot be read. */
function isWhole({ cache }: Generation): boolean | null {
  if (!existsSync(cache)) return false;
  try {
    const held = openReadable(cache);
    try {
      const { cursor, staging } = held.meta();
      return staging === null && cursor !== null;
    } finally {
      held.close();
    }
  } catch {
    // Whoever opens it to write will say what is wrong with it.
    return null;
  }
}
