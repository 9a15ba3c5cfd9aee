import { createHash, randomInt } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { CitywallError } from '../../contract/errors.ts';
import { HOUR } from '../../contract/instants.ts';
import { ACCOUNT_ID, type KnownMachine } from '../../contract/people.ts';
import { alone, textOf, writeOwn } from '../people/own-file.ts';

/** The file in the data folder that holds which other machines are screens of this wall, for its owner alone to read. */
export const MACHINES = 'machines.json';
/** A code that nobody used is over after so long, milliseconds. */
export const CODE_LASTS = HOUR;
/** More screens than any wall has. */
const MOST = 200;

const machine = z.strictObject({
  name: z.string().regex(ACCOUNT_ID),
  /** The hash of a code of one use, and until when it is good. */
  code: z.strictObject({ hash: z.string(), until: z.number() }).nullable(),
  /** The hash of the cookie it has, the address it is good for, and when it was made and last seen. */
  pass: z
    .strictObject({ cookie: z.string(), from: z.string(), since: z.number(), seen: z.number() })
    .nullable(),
});
const machinesFile = z.strictObject({ machines: z.array(machine).max(MOST) });
export type Machine = z.infer<typeof machine>;

export const hashed = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Characters that nobody mistakes for one another. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const [PARTS, EACH] = [3, 4];

/** A code that nobody guesses: XXXX-XXXX-XXXX. */
export const newCode = (): string =>
  Array.from({ length: PARTS }, () =>
    Array.from({ length: EACH }, () => LETTERS[randomInt(LETTERS.length)]).join(''),
  ).join('-');

/** A code as it is meant, however it was typed. */
export const meantCode = (typed: string): string =>
  typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');

/** The machines of a data folder; none where there is no file of them. Rejects with `accounts-invalid`, naming what is wrong where. */
export async function readMachines(folder: string): Promise<Machine[]> {
  const file = path.join(folder, MACHINES);
  const text = await textOf(file);
  if (text === null) return [];
  let raw: unknown = null;
  try {
    raw = JSON.parse(text);
  } catch {
    // It is told below what is wrong with it.
  }
  const read = machinesFile.safeParse(raw);
  if (read.success) return read.data.machines;
  const [issue] = read.error.issues;
  throw new CitywallError('accounts-invalid', {
    what: `the machines cannot be read: ${issue?.message ?? 'not readable'}`,
    where: `${file}: ${issue?.path.join('.') ?? ''}`,
    hint: 'Remove the file and enrol the machines again with "npm run people -- enrol".',
  });
}

/** Changes the machines of a data folder: those that are there now, whoever else changes them at the same time. */
export const changeMachines = (
  folder: string,
  change: (machines: readonly Machine[]) => readonly Machine[],
): Promise<void> =>
  alone(path.join(folder, MACHINES), async () =>
    writeOwn(path.join(folder, MACHINES), { machines: change(await readMachines(folder)) }),
  );

/** Gives a machine a code of one use; one that is a screen already stays so until the code is used. Resolves with the code. */
export async function enrol(folder: string, name: string, now: number): Promise<string> {
  const code = newCode();
  const made = { hash: hashed(meantCode(code)), until: now + CODE_LASTS };
  await changeMachines(folder, (machines) => {
    const known = machines.find((one) => one.name === name);
    if (known === undefined && machines.length >= MOST)
      throw new CitywallError('option-invalid', {
        what: `there are ${MOST} machines already`,
        where: 'enrol',
        hint: 'Revoke those that are gone: "machines" tells them.',
      });
    return [...machines.filter((one) => one !== known), { name, pass: known?.pass ?? null, code: made }];
  });
  return code;
}

/** A machine as it is told. */
export const toldOf = ({ name, code, pass }: Machine, now: number): KnownMachine => ({
  name,
  ...{ from: pass?.from ?? null, since: pass?.since ?? null, seen: pass?.seen ?? null },
  code: code !== null && code.until > now ? code.until : null,
});
