import { chown, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { CitywallError } from '../../contract/errors.ts';
import { ACCOUNT_ID, ROLES, type Person } from '../../contract/people.ts';
import { code } from '../../contract/records.ts';
import { errorCode, fileError } from '../../store/file-error.ts';

/** The file in the data folder that holds the accounts, for its owner alone to read. */
export const ACCOUNTS = 'accounts.json';
const OWNER_ONLY = 0o600;
/** More accounts than any wall has. */
const MOST = 2_000;

const account = z.strictObject({
  id: z.string().regex(ACCOUNT_ID),
  name: z.string().trim().min(1).max(120),
  role: z.enum(ROLES),
  units: z.array(code).max(200),
  password: z.string().startsWith('$argon2id$').max(300),
});
const accountsFile = z.strictObject({ accounts: z.array(account).max(MOST) });

/** An account as it is kept: the person, and their password's hash. */
export interface Account extends Person {
  password: string;
  /** Until when it is in force, where that is not sure for longer. */
  until?: number;
}

/** The accounts of a data folder; none where there is no file of them. Rejects with `accounts-invalid`, naming what is wrong where. */
export async function readAccounts(folder: string): Promise<Account[]> {
  const file = path.join(folder, ACCOUNTS);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw fileError(error, file);
  }
  return parsed(text, file);
}

function parsed(text: string, file: string): Account[] {
  const invalid = (what: string, where: string): CitywallError =>
    new CitywallError('accounts-invalid', {
      what: `the accounts cannot be read: ${what}`,
      where,
      hint: 'Put a copy of the file back, or remove it and make the accounts again with "npm run people".',
    });
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    throw invalid('it is no JSON', file);
  }
  const read = accountsFile.safeParse(raw);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw invalid(issue?.message ?? 'not readable', `${file}: ${issue?.path.join('.') ?? ''}`);
  }
  const { accounts } = read.data;
  const twice = accounts.find(({ id }, i) => accounts.findIndex((one) => one.id === id) !== i);
  if (twice !== undefined) throw invalid(`there are two accounts "${twice.id}"`, file);
  return accounts;
}

/** Keeps accounts, in one step: whoever reads meanwhile has those of before. Rejects with `data-no-permission`, `data-no-folder` or `disk-full`. */
export async function writeAccounts(folder: string, accounts: readonly Account[]): Promise<void> {
  const file = path.join(folder, ACCOUNTS);
  const half = `${file}.new`;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const { uid, gid } = await stat(folder);
    const handle = await open(half, 'w', OWNER_ONLY);
    try {
      await handle.chmod(OWNER_ONLY);
      await handle.writeFile(`${JSON.stringify({ accounts }, null, 2)}\n`);
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

/** A change takes so long at most, milliseconds: one that took longer was cut short. */
const CHANGES_WITHIN = 10_000;
const LOOK_AGAIN = 25;

/**
 * Changes the accounts of a data folder: those that are there now, whoever else changes them at the same time. Rejects as {@link readAccounts} and
 * {@link writeAccounts} do, or with what `change` throws; nothing is changed then.
 */
export async function changeAccounts(
  folder: string,
  change: (accounts: readonly Account[]) => readonly Account[],
): Promise<void> {
  const lock = path.join(folder, `${ACCOUNTS}.lock`);
  await locked(folder, lock);
  try {
    await writeAccounts(folder, change(await readAccounts(folder)));
  } finally {
    await rm(lock, { force: true });
  }
}

async function locked(folder: string, lock: string): Promise<void> {
  for (;;) {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await (await open(lock, 'wx', OWNER_ONLY)).close();
      return;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw fileError(error, lock);
    }
    const since = await stat(lock).then(
      ({ mtimeMs }) => mtimeMs,
      () => Date.now(),
    );
    // Whoever had it came to an end before they could give it back.
    if (Date.now() - since > CHANGES_WITHIN) await rm(lock, { force: true });
    else await pause(LOOK_AGAIN);
  }
}

/** The accounts of a data folder while its host runs. */
export class AccountsWatch {
  readonly #folder: string;
  readonly #taken: (accounts: readonly Account[]) => Promise<void>;
  #accounts: readonly Account[] = [];
  #seen = '';
  #looking: Promise<void> = Promise.resolve();

  /** `taken` is told the accounts that are in force from now on. */
  constructor(folder: string, taken: (accounts: readonly Account[]) => Promise<void>) {
    this.#folder = folder;
    this.#taken = taken;
  }

  /** Those in force. */
  get now(): readonly Account[] {
    return this.#accounts;
  }

  /** Looks now. Rejects as {@link readAccounts} does, and those of before stay in force. */
  look(): Promise<void> {
    // One after the other: whoever looks after a change knows that it is in force.
    const looked = this.#looking.then(() => this.#look());
    this.#looking = looked.catch(() => undefined);
    return looked;
  }

  async #look(): Promise<void> {
    const seen = await stat(path.join(this.#folder, ACCOUNTS)).then(
      ({ mtimeMs, ino, size }) => `${mtimeMs} ${ino} ${size}`,
      () => 'none',
    );
    if (seen === this.#seen) return;
    this.#seen = seen;
    this.#accounts = await readAccounts(this.#folder);
    await this.#taken(this.#accounts);
  }

  /** Writes them again where they were deleted with everything else: who has signed in goes on. */
  async keep(): Promise<void> {
    if (this.#accounts.length === 0 || (await readAccounts(this.#folder)).length > 0) return;
    await writeAccounts(this.#folder, this.#accounts);
  }
}
