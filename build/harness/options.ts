import process from 'node:process';
import { parseArgs, type ParseArgsConfig } from 'node:util';

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
    const why = error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error);
    const names = Object.keys(options).map((name) => `--${name}`);
    return refuse(program, `${why}; there are ${names.join(', ')}`);
  }
}

/** An option that is a whole number of at least `least`; anything else ends the program with 2. */
export function wholeNumber(program: string, option: string, text: string, least: number): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= least) return value;
  return refuse(
    program,
    `--${option} takes a whole number of at least ${least}, not ${JSON.stringify(text)}`,
  );
}
