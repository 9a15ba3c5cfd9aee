import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { HOST, root } from './programs.ts';

/** Has the program of accounts do something for the walls of a folder, with a password typed into it. Resolves with what it said, rejects with that where it fails. */
export async function people(folder: string, password: string, ...args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [path.join(root, HOST.people), ...args, '--data', folder]);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => (said += data.toString()));
  child.stdin.end(`${password}\n`);
  const code = await new Promise((resolve) => child.on('exit', resolve));
  if (code !== 0) throw new Error(said);
  return said;
}
