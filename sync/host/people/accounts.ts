import path from 'node:path';
import { z } from 'zod';
import { CitywallError } from '../../contract/errors.ts';
import { ACCOUNT_ID, ROLES, type Person } from '../../contract/people.ts';
import { code } from '../../contract/records.ts';
import { alone, OwnFileWatch, textOf, writeOwn } from './own-file.ts';

/** The file in the data folder that holds the accounts, for its owner alone to read. */
export const ACCOUNTS = 'accounts.json';
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
  const text = await textOf(file);
  return text === null ? [] : parsed(text, file);
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

/** Keeps accounts, as {@link writeOwn} does. */
export const writeAccounts = (folder: string, accounts: readonly Account[]): Promise<void> =>
  writeOwn(path.join(folder, ACCOUNTS), { accounts });

/**
 * Changes the accounts of a data folder: those that are there now, whoever else changes them at the same time. Rejects as {@link readAccounts} and
 * {@link writeAccounts} do, or with what `change` throws; nothing is changed then.
 */
export const changeAccounts = (
  folder: string,
  change: (accounts: readonly Account[]) => readonly Account[],
): Promise<void> =>
  alone(path.join(folder, ACCOUNTS), async () => writeAccounts(folder, change(await readAccounts(folder))));

/** The accounts of a data folder while its host runs. */
export class AccountsWatch extends OwnFileWatch<Account> {
  readonly #folder: string;

  /** `taken` is told the accounts that are in force from now on. */
  constructor(folder: string, taken: (accounts: readonly Account[]) => Promise<void>) {
    super(path.join(folder, ACCOUNTS), () => readAccounts(folder), taken);
    this.#folder = folder;
  }

  /** Writes them again where they were deleted with everything else: who has signed in goes on. */
  async keep(): Promise<void> {
    if (this.now.length === 0 || (await readAccounts(this.#folder)).length > 0) return;
    await writeAccounts(this.#folder, this.now);
  }
}
