import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HOST, root } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'citywall-parent-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A parent that starts a wall and says its number, its streams as a shell or a launcher would have them. */
const parent = (stdio: string, args: string): string => `
  const { spawn } = require('node:child_process');
  const child = spawn(process.execPath, ['${HOST.wall}', '--offline', '--port', '0', ${args}], ${stdio});
  console.log(child.pid);
  if (child.stdout) child.stdout.pipe(process.stdout);
  setInterval(() => {}, 1000);
`;

test.each([
  ['a launcher with pipes', `{ stdio: ['pipe', 'pipe', 'ignore', 'ipc'] }`, `'--child'`],
  ['a shell', `{ stdio: ['ignore', 'inherit', 'ignore'] }`, ''],
])('a wall ends when %s that started it is killed', async (name, stdio, flag) => {
  const data = `'--data', ${JSON.stringify(path.join(folder, name))}`;
  const code = parent(stdio, [data, flag].filter(Boolean).join(', '));
  const starter = spawn(process.execPath, ['-e', code], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  createInterface({ input: starter.stdout }).on('line', (line) => lines.push(line));
  await until('the wall is ready', () => lines.some((line) => line.startsWith('citywall ready')));
  const pid = Number(lines[0]);
  expect(alive(pid)).toBe(true);
  starter.kill('SIGKILL');
  await until('the wall has ended', () => !alive(pid), 10_000);
});

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // ESRCH: there is no such process.
    return false;
  }
}
