import path from 'node:path';
import process from 'node:process';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { firstSentence } from '../../sync/contract/errors.ts';
import { loadProfile, type LoadedProfile } from '../../sync/profile/index.ts';

type Wanted = NonNullable<ParseArgsConfig['options']>;

/** Ends a program of the build before it began: 2, and one line that says why. */
export function refuse(program: string, why: string): never {
  process.stderr.write(`${program}: ${why}\n`);
  process.exit(2);
}

/** The options a program of the build was called with. One that there is not, or that lacks its value, ends it with 2. */
export function optionsOf<T extends Wanted>(program: string, options: T) {
  try {
    return parseArgs({ options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const names = Object.keys(options).map((name) => `--${name}`);
    return refuse(program, `${firstSentence(error)}; it takes ${names.join(', ') || 'no options'}`);
  }
}

/** An option that is a whole number from `least` to `most`; anything else ends the program with 2. */
export function wholeNumber(
  program: string,
  option: string,
  text: string,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  return refuse(program, `--${option} takes a whole number ${range}, not ${JSON.stringify(text)}`);
}

/** The profile of a folder; one that cannot be read ends the program with 2. */
export async function profileAt(program: string, folder: string): Promise<LoadedProfile> {
  try {
    return await loadProfile(path.resolve(folder));
  } catch (error) {
    return refuse(program, `--profile: ${error instanceof Error ? error.message : String(error)}`);
  }
}
