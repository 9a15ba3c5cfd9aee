import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ENGINE } from '../../electron/launcher.ts';
import { health, type Health } from '../../sync/contract/health.ts';
import { until } from './wait.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The programs of a wall and its city: as built, which start in a third of the time; from their sources where nothing was built yet. */
export const HOST = existsSync(path.join(root, 'dist/host/wall.mjs'))
  ? ({
      wall: 'dist/host/wall.mjs',
      city: 'dist/host/city.mjs',
      people: 'dist/host/people.mjs',
      provider: 'dist/host/provider.mjs',
    } as const)
  : ({
      wall: 'sync/host/wall.ts',
      city: 'sync/host/city.ts',
      people: 'sync/host/people.ts',
      provider: 'sync/host/provider.ts',
    } as const);

/** A built program that runs: where it serves, what it said, and how to end it. */
export interface Program {
  address: string;
  port: number;
  pid: number;
  /** What it wrote to standard error so far. */
  said: () => string;
  /** The lines it wrote to standard output so far. */
  told: () => readonly string[];
  kill: (signal: NodeJS.Signals) => Promise<void>;
  stop: () => Promise<void>;
}

const READY = /^(?:citywall|city|provider) ready (http:\/\/[^ ]+)$/;

/** Starts a program with Node as a shell does, and waits for its ready line; fails with what it said where it ends first. */
export const startProgram = (file: string, args: readonly string[], within?: number): Promise<Program> =>
  startCommand(process.execPath, [...ENGINE, path.join(root, file), ...args], root, within);

/** Starts any program that tells when it is ready, as above, in a folder. */
export function startCommand(
  command: string,
  args: readonly string[],
  cwd: string,
  within = 120_000,
): Promise<Program> {
  const file = [command, ...args].join(' ');
  const child: ChildProcess = spawn(command, args, {
    cwd,
    // A program of Node's ends itself when its channel closes; others would not know what it is.
    stdio: ['ignore', 'pipe', 'pipe', ...(command === process.execPath ? (['ipc'] as const) : [])],
    env: { ...process.env, CITYWALL_LOG: process.env.CITYWALL_LOG ?? 'warn' },
  });
  let said = '';
  const told: string[] = [];
  child.stderr?.on('data', (data: Buffer) => (said = (said + data.toString()).slice(-100_000)));
  const exited = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await exited;
  };
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      void kill('SIGKILL');
      reject(new Error(`${file} was not ready within ${within} ms; it said:\n${said}`));
    }, within);
    void exited.then(() => {
      clearTimeout(timer);
      reject(new Error(`${file} ended (${child.exitCode ?? child.signalCode}); it said:\n${said}`));
    });
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      told.push(line);
      const address = READY.exec(line)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve({
        address,
        port: Number(new URL(address).port),
        pid: child.pid ?? 0,
        said: () => said,
        told: () => told,
        kill,
        stop: () => kill('SIGTERM'),
      });
    });
  });
}

export const startCity = (...args: string[]): Promise<Program> => startProgram('dist/host/city.mjs', args);
export const startWall = (...args: string[]): Promise<Program> => startProgram('dist/host/wall.mjs', args);

/** The health of a wall, checked against its schema. */
export async function healthOf(address: string, within = 300_000): Promise<Health> {
  const response = await fetch(new URL('health', address), { signal: AbortSignal.timeout(within) });
  return health.parse(await response.json());
}

/** Waits until a wall is live and holds all of its city: how many cases that are is the hour's doing. */
export async function holdsCity({ address }: Program): Promise<void> {
  await until('the wall holds the city', async () => {
    const held = await healthOf(address);
    return held.status === 'live' && held.cursor !== null && held.cases > 0;
  });
}
