import { chown, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CitywallError } from '../../contract/errors.ts';
import { errorCode, fileError } from '../../store/file-error.ts';

/** Files of the data folder that its owner alone may read, which the host and a command of the same machine both change. */

const OWNER_ONLY = 0o600;
/** A change takes so long at most, milliseconds: one that took longer was cut short. */
const CHANGES_WITHIN = 10_000;
const LOOK_AGAIN = 25;

/** The text of a file; null where there is none. Rejects with a `CitywallError` where it cannot be read. */
export async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw fileError(error, file);
  }
}

/** Writes a file in one step: whoever reads meanwhile has the one of before. Rejects with `data-no-permission`, `data-no-folder` or `disk-full`. */
export async function writeOwn(file: string, value: unknown): Promise<void> {
  const folder = path.dirname(file);
  const half = `${file}.new`;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const { uid, gid } = await stat(folder);
    const handle = await open(half, 'w', OWNER_ONLY);
    try {
      await handle.chmod(OWNER_ONLY);
      await handle.writeFile(`${JSON.stringify(value, null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // Made by root, they are all the same whose folder it is: the host reads them.
    if (process.getuid?.() === 0) await chown(half, uid, gid);
    await rename(half, file);
  } catch (error) {
    throw fileError(error, file);
  }
}

/** Reads and writes a file while nobody else does so by this. */
export async function alone(file: string, change: () => Promise<void>): Promise<void> {
  const lock = `${file}.lock`;
  await locked(lock);
  try {
    await change();
  } finally {
    await rm(lock, { force: true });
  }
}

async function locked(lock: string): Promise<void> {
  for (;;) {
    try {
      await mkdir(path.dirname(lock), { recursive: true, mode: 0o700 });
      await (await open(lock, 'wx', OWNER_ONLY)).close();
      return;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw fileError(error, lock);
    }
    const since = await stat(lock).then(
      ({ mtimeMs }) => mtimeMs,
      () => Date.now(),
    );
    // Whoever had it came to an end before they could give it back, or the clock was set: of one that is of the future nobody waits for the end.
    if (Math.abs(Date.now() - since) > CHANGES_WITHIN) await rm(lock, { force: true });
    else await pause(LOOK_AGAIN);
  }
}

/** What a file holds while the host runs: it is read again when it is another. */
export class OwnFileWatch<T> {
  readonly #file: string;
  readonly #read: () => Promise<readonly T[]>;
  readonly #taken: (all: readonly T[]) => Promise<void>;
  #now: readonly T[] = [];
  #seen = '';
  #looking: Promise<void> = Promise.resolve();

  /** `taken` is told what is in force from now on. */
  constructor(file: string, read: () => Promise<readonly T[]>, taken: (all: readonly T[]) => Promise<void>) {
    this.#file = file;
    this.#read = read;
    this.#taken = taken;
  }

  /** What is in force. */
  get now(): readonly T[] {
    return this.#now;
  }

  /** Looks now. Rejects where it cannot be read, and what was in force before stays so. */
  look(): Promise<void> {
    // One after the other: whoever looks after a change knows that it is in force.
    const looked = this.#looking.then(() => this.#look());
    this.#looking = looked.catch(() => undefined);
    return looked;
  }

  async #look(): Promise<void> {
    const seen = await stat(this.#file).then(
      ({ mtimeMs, ino, size }) => `${mtimeMs} ${ino} ${size}`,
      () => 'none',
    );
    if (seen === this.#seen) return;
    this.#now = await this.#read().catch((error: unknown) => {
      // What it says is bad until it is another; that it could not be read may pass by itself.
      if (error instanceof CitywallError && /-invalid$/.test(error.code)) this.#seen = seen;
      throw error;
    });
    this.#seen = seen;
    await this.#taken(this.#now);
  }
}
