import { open, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CitywallError } from '../../contract/errors.ts';
import { errorCode, fileError } from '../../store/file-error.ts';
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
    if (key === held && !(await canWrite(file))) return key;
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

/** Writes a key again that was deleted: who has signed in goes on. */
export async function keepKey(folder: string, key: string): Promise<void> {
  await writeFile(path.join(folder, FILE), `${key}\n`, { mode: OWNER_ONLY, flag: 'wx' }).catch(
    (error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw error;
    },
  );
}

/** The key of a data folder while its host runs: another in its place, or none, is noticed. */
export class KeyWatch {
  readonly #folder: string;
  readonly #taken: (key: string) => Promise<void>;
  #key: string;
  #half: string | null = null;

  /** `taken` is told the key that is in force from now on, whoever made it. */
  constructor(folder: string, key: string, taken: (key: string) => Promise<void>) {
    this.#folder = folder;
    this.#key = key;
    this.#taken = taken;
  }

  /** Looks now. Rejects as {@link consoleKey} does. */
  async look(): Promise<void> {
    const held = (await readFile(path.join(this.#folder, FILE), 'utf8').catch(absent)).trim();
    const before = this.#half;
    this.#half = held.length < SHORTEST ? held : null;
    // What is short or gone at one look may be whole at the next: somebody is just writing it.
    if (held === this.#key || (this.#half !== null && this.#half !== before)) return;
    this.#key = await consoleKey(this.#folder);
    this.#half = null;
    await this.#taken(this.#key);
  }

  /** Writes the key again where it was deleted with everything else: who has signed in goes on. */
  keep(): Promise<void> {
    return keepKey(this.#folder, this.#key);
  }
}

/** Whether a file can be opened to be written; what is wrong with it otherwise is told when it has to be. */
async function canWrite(file: string): Promise<boolean> {
  try {
    await (await open(file, 'r+')).close();
    return true;
  } catch (error) {
    const known = fileError(error, file);
    if (known instanceof CitywallError && known.code === 'disk-read-only') return false;
    throw error;
  }
}

function absent(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
  throw error;
}
