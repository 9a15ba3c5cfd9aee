import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { secret } from './sessions.ts';

/** The file in the data folder that holds the key, for its owner alone to read. */
const FILE = 'console.key';
const OWNER_ONLY = 0o600;

/** The key of a data folder: the one it has, or a new one, on disk when this resolves. */
export async function consoleKey(folder: string): Promise<string> {
  const file = path.join(folder, FILE);
  const held = await readFile(file, 'utf8').catch(() => '');
  const key = held.trim();
  if (key.length >= 32) {
    await chmod(file, OWNER_ONLY);
    return key;
  }
  const made = secret();
  await writeFile(file, `${made}\n`, { mode: OWNER_ONLY });
  return made;
}
