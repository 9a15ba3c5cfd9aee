import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { root } from '../harness/programs.ts';

/** Runs `npm run package` with options that put it into `output`; returns the unpacked folder. Fails with what it said. */
export function packaged(options: readonly string[], output: string): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(root, 'build', 'package', 'main.ts'), ...options, '--output', output],
    { cwd: root, encoding: 'utf8' },
  );
  const folder = readdirSync(output).find((name) => name.endsWith('-unpacked'));
  if (status !== 0 || folder === undefined) throw new Error(`no package was made:\n${stdout}\n${stderr}`);
  return path.join(output, folder);
}
