import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The programs a shell starts, by the names of their built files. */
export type Program = 'wall' | 'city' | 'provider';

/** A running program: its lines, its end, and how to end it. */
export interface Running {
  pid: number | undefined;
  onLine(listener: (line: string) => void): void;
  /** Called once, with the exit code, or null where a signal or a fault ended it. */
  onExit(listener: (code: number | null) => void): void;
  /** Asks it to end. */
  stop(): void;
  /** Ends it. */
  kill(): void;
}

/** Ends a process that does not hear that it shall end; one that has ended meanwhile is left alone. */
export function endNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // ESRCH: there is no such process.
  }
}

/** How a shell starts a program: a child process here, a `utilityProcess` in Electron. */
export type Launcher = (program: Program, args: readonly string[]) => Running;

/**
 * The place on the real disk of a file that a package may name inside its archive: everything but the shell lies beside it,
 * unpacked. Electron reads through archives, but the programs it forks are Node's own, and so are their threads.
 */
export const onDisk = (file: string): string => file.replace(/(?<=[\\/]app\.asar)(?=[\\/]|$)/, '.unpacked');

/** The clone's folder, or the package's archive: two above this file as it is bundled. */
export const INSTALLED = path.resolve(fileURLToPath(new URL('../..', import.meta.url)));
/** The same on the real disk. */
export const ROOT = onDisk(INSTALLED);

/**
 * What a program's engine is told. By itself it lets each thread fill a share of the machine's memory with what it has just made
 * before that is collected, 64 MB three times over on a machine of 24 GB, and a burst of questions does so in every thread.
 */
export const ENGINE: readonly string[] = ['--max-semi-space-size=16'];

/** Where the programs lie, as built. */
export const programFile = (program: Program | 'people'): string =>
  path.join(ROOT, 'dist', 'host', `${program}.mjs`);

/**
 * Starts programs as children of this process, in its group. Each gets a standard input and an IPC channel it never reads:
 * when this process dies, even by SIGKILL, both close and the child ends itself.
 */
export const childLauncher: Launcher = (program, args) => {
  const child = spawn(process.execPath, [...ENGINE, programFile(program), ...args, '--child'], {
    stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
  });
  if (child.stdout === null) throw new Error('a child started with a pipe has one');
  const lines = createInterface({ input: child.stdout });
  return {
    pid: child.pid,
    onLine: (listener) => void lines.on('line', listener),
    onExit: (listener) => {
      let told = false;
      const tell = (code: number | null): void => {
        if (told) return;
        told = true;
        listener(code);
      };
      child.on('exit', tell);
      child.on('error', () => tell(null));
    },
    stop: () => void child.kill('SIGTERM'),
    kill: () => void child.kill('SIGKILL'),
  };
};
