import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { CitywallError } from '../../sync/contract/errors.ts';
import { OWN_KEY } from '../../sync/contract/key-files.ts';

/**
 * The system's store of secrets as Electron reaches it: the keychain of macOS, DPAPI of Windows, the keyring of a Linux desktop
 * (https://www.electronjs.org/docs/latest/api/safe-storage).
 */
export type SecretStore = Pick<
  Electron.SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'
>;

/** How Chromium begins what it closed with a password that stands in its source, on a Linux without a keyring. */
const FOR_EVERYBODY = 'v10';

/**
 * The key of a data folder's personal parts, sealed in the folder: made where there is none; one that lay there open is sealed, for the
 * host to destroy. Null where this system keeps no secrets, and the host keeps the key as well as it can. Throws `personal-key` for one
 * that is sealed and cannot be opened: another in its place would close the door for good.
 */
export async function sealedKey(
  folder: string,
  store: SecretStore,
  platform: NodeJS.Platform = process.platform,
): Promise<string | null> {
  const file = path.join(folder, OWN_KEY.sealed);
  const kept = read(file);
  if (kept !== null) return opened(kept, file, store);
  if (!(await store.isAsyncEncryptionAvailable())) return null;
  const key =
    read(path.join(folder, OWN_KEY.open))?.toString('utf8').trim() || randomBytes(32).toString('base64url');
  const sealed = await store.encryptStringAsync(key);
  if ((await opened(sealed, file, store)) !== key) return null;
  if (platform === 'linux' && sealed.subarray(0, FOR_EVERYBODY.length).toString('latin1') === FOR_EVERYBODY)
    return null;
  keep(sealed, file);
  return key;
}

async function opened(sealed: Buffer, file: string, store: SecretStore): Promise<string> {
  try {
    return (await store.decryptStringAsync(sealed)).result;
  } catch (cause) {
    throw new CitywallError(
      'personal-key',
      {
        what: 'the key of personal parts is sealed by the store of secrets of this system, which does not open it',
        where: file,
        hint: 'Unlock the keyring of the user who sealed it and start again; or give the parts up: npm run audit -- wipe.',
      },
      { cause },
    );
  }
}

function read(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Puts it there whole, or not at all; of one user one shell runs at a time. */
function keep(bytes: Buffer, file: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.half`, bytes, { mode: 0o600, flush: true });
  renameSync(`${file}.half`, file);
}
