import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { CitywallError } from '../../contract/errors.ts';
import { fileError } from '../../store/sqlite.ts';
import { secret } from './sessions.ts';

/** The file in the data folder that holds the key, for its owner alone to read. */
const FILE = 'console.key';
const OWNER_ONLY = 0o600;
/** A shorter text is no key, but what an interrupted start left. */
const SHORTEST = 32;

/**
 * The key of a data folder: the one it has, or a new one, on disk when this resolves. Rejects with `data-no-permission`
 * or `disk-full` where it cannot be read or kept.
 */
export async function consoleKey(folder: string): Promise<string> {
  const file = path.join(folder, FILE);
  try {
    const held = (await readFile(file, 'utf8').catch(absent)).trim();
    const key = held.length >= SHORTEST ? held : secret();
    // Closed to others before there is a key in it, and where it was opened to them since.
    const handle = await open(file, key === held ? 'r+' : 'w', OWNER_ONLY);
    try {
      await handle.chmod(OWNER_ONLY);
      if (key !== held) await handle.writeFile(`${key}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return key;
  } catch (error) {
    const known = fileError(error, file);
    if (known instanceof CitywallError) throw known;
    throw new CitywallError(
      'data-no-permission',
      {
        what: 'The key that consoles sign in with can be neither read nor made.',
        where: file,
        hint: 'It must be a file of whoever runs the host; delete it and a new one is made.',
      },
      { cause: error },
    );
  }
}

function absent(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
  throw error;
}
