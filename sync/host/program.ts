import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { CitywallError } from '../contract/errors.ts';
import { logOf } from './log.ts';
import { untilOrphaned } from './parent.ts';

/** A program's services, once they run. */
export interface Running {
  /** The line that says it can be used; printed alone on standard output. */
  ready: string;
  stop(): Promise<void>;
}

/** How long services get to end before the process ends without them, milliseconds. */
const GRACE = 4_000;

/** The repository's or the package's folder: two above the programs, as source and as bundled. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Everything a program needs to be run from a command line. */
export interface Program<Options extends { child: boolean }> {
  name: string;
  help: string;
  options(args: readonly string[], root: string): Options | null;
  start(options: Options, log: Logger): Promise<Running>;
}

/**
 * Runs a program from its command line to its end. Exit codes: 0 asked to end, 1 it cannot start as told
 * (the message says what to do), 2 the command line is wrong.
 */
export async function runProgram<Options extends { child: boolean }>(
  program: Program<Options>,
): Promise<void> {
  // What a host writes is for whoever runs it: of a city, of what people did, and of their keys.
  process.umask(0o077);
  const options = attempt(() => program.options(process.argv.slice(2), ROOT), 2);
  if (options === null) {
    process.stdout.write(program.help);
    return;
  }
  const log = logOf(program.name);
  let running: Running | null = null;
  untilOrphaned(options.child, (why) => {
    log.info({ why }, 'ending');
    setTimeout(() => process.exit(0), GRACE).unref();
    Promise.resolve(running?.stop()).then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'did not end cleanly');
        process.exit(0);
      },
    );
  });
  try {
    running = await program.start(options, log);
  } catch (error) {
    tell(error);
    process.exit(error instanceof CitywallError && error.code === 'option-invalid' ? 2 : 1);
  }
  process.stdout.write(`${running.ready}\n`);
}

function attempt<T>(act: () => T, code: number): T {
  try {
    return act();
  } catch (error) {
    tell(error);
    process.exit(code);
  }
}

/** An error for the person at the terminal: its own words where it has them, its stack where it is a fault of ours. */
function tell(error: unknown): void {
  const text =
    error instanceof CitywallError
      ? error.toString()
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error);
  process.stderr.write(`${text}\n`);
}

/** Runs what is done once and ends: 0 it is done, 1 it cannot be, 2 the command line is wrong. `act` tells null where it asks for help. */
export async function runCommand(help: string, act: () => Promise<true | null>): Promise<void> {
  process.umask(0o077);
  try {
    if ((await act()) === null) process.stdout.write(help);
  } catch (error) {
    tell(error);
    process.exit(error instanceof CitywallError && error.code === 'option-invalid' ? 2 : 1);
  }
}
