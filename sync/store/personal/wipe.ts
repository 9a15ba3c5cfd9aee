import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { syncFolder } from '../pointer.ts';
import { guarded } from '../sqlite.ts';
import { destroyKey } from './key.ts';

/** Destroys keys of personal parts, then the files of a folder that they closed; gives how many files. For a folder that nobody uses. */
export function wipePersonal(folder: string, keys: readonly string[]): number {
  for (const key of keys) destroyKey(key);
  const files = readdirSync(folder).filter((name) => /^private-/.test(name));
  guarded(folder, () => {
    for (const name of files) rmSync(path.join(folder, name), { force: true });
    syncFolder(folder);
  });
  return files.length;
}
