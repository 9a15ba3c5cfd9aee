import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { root } from '../harness/programs.ts';

/** A program that may be killed before it is ready. */
export interface Victim {
  /** The address of its ready line; rejects with what it said where it ends first. */
  ready: Promise<string>;
  /** Kills it by SIGKILL and waits for its end. */
  kill(): Promise<void>;
  /** What it has said of itself, the end of it. */
  said(): string;
}

/** Starts a program, a file below the repository, with this Node. */
export function start(file: string, args: readonly string[]): Victim {
  const child = spawn(process.execPath, [path.join(root, file), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, CITYWALL_LOG: process.env['CITYWALL_LOG'] ?? 'warn' },
  });
  let said = '';
  child.stderr.on('data', (data: Buffer) => (said = (said + data.toString()).slice(-20_000)));
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = / ready (http:\/\/\S+)$/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
    void exited.then(() =>
      reject(new Error(`${file} ended (${child.exitCode ?? child.signalCode}):\n${said}`)),
    );
  });
  // One that is killed before it is ready is meant to be.
  ready.catch(() => undefined);
  return {
    ready,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    said: () => said,
  };
}
