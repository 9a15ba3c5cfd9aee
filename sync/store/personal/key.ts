import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { CitywallError } from '../../contract/errors.ts';
import { KEY_VARIABLE, OWN_KEY } from '../../contract/key-files.ts';
import { errorCode } from '../file-error.ts';
import { syncFolder } from '../pointer.ts';
import { guarded } from '../sqlite.ts';

/** A shorter text can be guessed. */
const SHORTEST = 32;
const OWNER_ONLY = 0o600;

/** What personal parts are closed with, and where it was found. */
export interface PersonalKey {
  secret: string;
  /** `folder`: beside what it closes, so that whoever copies the folder has both. */
  kept: 'environment' | 'file' | 'folder';
}

/** Where a key was named: in the environment, or in a file. */
export interface NamedKey {
  environment?: string | undefined;
  file: string | null;
}

/**
 * The key of a host's personal parts: the one that was named, else the data folder's own, made where there is none. Throws
 * `option-invalid` for a named one that is absent or short, and for an own one that is sealed: what is closed with another by mistake is
 * lost with it.
 */
export function personalKey(folder: string, { environment, file }: NamedKey): PersonalKey {
  if (file !== null) return { secret: strong(readNamed(file), file), kept: 'file' };
  const [own, sealed] = [path.join(folder, OWN_KEY.open), path.join(folder, OWN_KEY.sealed)];
  if (environment !== undefined) {
    const secret = strong(environment.trim(), KEY_VARIABLE);
    // Whoever sealed it has read it back: beside it, it would still lie open.
    if (existsSync(sealed) && readOwn(own) === secret) destroyKey(own);
    return { secret, kept: 'environment' };
  }
  if (existsSync(sealed))
    throw new CitywallError('option-invalid', {
      what: 'the key of personal parts is sealed by the store of secrets of this system, and was not opened',
      where: sealed,
      hint: 'Start the installed application, as the user who sealed it; or give the parts up: npm run audit -- wipe.',
    });
  return { secret: guarded(own, () => readOwn(own) ?? made(own)), kept: 'folder' };
}

function readNamed(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new CitywallError(
      'option-invalid',
      {
        what: `the key of personal parts cannot be read (${errorCode(cause)})`,
        where: file,
        hint: 'Name a file that the user of the host can read.',
      },
      { cause },
    );
  }
}

function strong(secret: string, where: string): string {
  if (secret.length >= SHORTEST) return secret;
  throw new CitywallError('option-invalid', {
    what: `the key of personal parts has fewer than ${SHORTEST} characters`,
    where,
    hint: 'Make one: head -c 32 /dev/urandom | base64',
  });
}

function readOwn(file: string): string | null {
  try {
    return strong(readFileSync(file, 'utf8').trim(), file);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Makes a key; it is whole on disk under its name, or not there. Of two that make one at once, one's is both's. */
function made(file: string): string {
  const half = `${file}.${randomBytes(6).toString('hex')}`;
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  write(half, 'w', Buffer.from(`${randomBytes(32).toString('base64url')}\n`));
  try {
    linkSync(half, file);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(half, { force: true });
  }
  syncFolder(path.dirname(file));
  return strong(readFileSync(file, 'utf8').trim(), file);
}

/** Overwrites a key and deletes its file, where there is one. What a disk keeps of before is the disk's. */
export function destroyKey(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined) return;
  guarded(file, () => {
    write(file, 'r+', randomBytes(Math.max(size, 1)));
    rmSync(file);
    syncFolder(path.dirname(file));
  });
}

/** Where a folder's own keys lie, whether they are there or not. */
export const ownKeysIn = (folder: string): string[] =>
  Object.values(OWN_KEY).map((name) => path.join(folder, name));

function write(file: string, how: 'w' | 'r+', bytes: Buffer): void {
  const handle = openSync(file, how, OWNER_ONLY);
  try {
    writeSync(handle, bytes, 0, bytes.length, 0);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
