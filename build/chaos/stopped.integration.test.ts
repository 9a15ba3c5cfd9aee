import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scratch } from '../harness/profile-copy.ts';
import { healthOf, root } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';

/** A host that is stopped neither ends nor answers: its shell ends it, and starts another at the same address. */

let place: Awaited<ReturnType<typeof scratch>>;
let shell: ChildProcess;
beforeAll(async () => {
  place = await scratch('stopped');
});
afterAll(async () => {
  shell?.kill('SIGTERM');
  await until('the shell has ended', () => shell === undefined || shell.exitCode !== null);
  await place?.remove();
});

test('a host that is stopped is ended by its shell, and another answers where it did', async () => {
  const entry = path.join(root, 'dist', 'electron', 'start.mjs');
  const options = ['--offline', '--no-open', '--port', '0', '--data', place.folder];
  shell = spawn(process.execPath, [entry, ...options], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const [said, told] = [shell.stdout, shell.stderr].map((stream) => {
    const lines: string[] = [];
    if (stream !== null) createInterface({ input: stream }).on('line', (line) => lines.push(line));
    return lines;
  });
  const address = await until('the wall is ready', () => said?.[0]?.match(/http:\S+/)?.[0]);
  const { pid } = await healthOf(address);
  process.kill(pid, 'SIGSTOP');
  const next = await until(
    'another answers',
    async () => {
      const health = await healthOf(address, 2_000).catch(() => null);
      return health !== null && health.pid !== pid && health;
    },
    120_000,
  );
  expect(next.status).toBe('empty');
  expect(told?.join('\n')).toContain('wall no longer answers and is ended');
});
