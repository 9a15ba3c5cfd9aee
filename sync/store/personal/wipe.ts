import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { syncFolder } from '../pointer.ts';
import { guarded } from '../sqlite.ts';
import { destroyKey } from './key.ts';

const partsIn = (folder: string): string[] => readdirSync(folder).filter((name) => /^private-/.test(name));

/** Deletes the personal parts of one generation. */
export function deleteParts(file: string): void {
  for (const one of [file, `${file}-wal`, `${file}-shm`]) rmSync(one, { force: true });
}

/** Deletes those of every generation of its folder: those of one that was set aside tell as much. */
export function deleteAllParts(file: string): void {
  const folder = path.dirname(file);
  for (const name of partsIn(folder)) rmSync(path.join(folder, name), { force: true });
}

/** Destroys keys of personal parts, then the files of a folder that they closed; gives how many files. For a folder that nobody uses. */
export function wipePersonal(folder: string, keys: readonly string[]): number {
  for (const key of keys) destroyKey(key);
  const files = partsIn(folder);
  guarded(folder, () => {
    for (const name of files) rmSync(path.join(folder, name), { force: true });
    syncFolder(folder);
  });
  return files.length;
}
