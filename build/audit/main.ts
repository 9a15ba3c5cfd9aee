import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { root } from '../harness/programs.ts';
import { namesIn } from '../package/licences.ts';
import { judge } from './audit.ts';

/** What the registry knows against our packages. It fails for those that ship alone, and never for want of an answer. */
const list = path.join(root, 'dist', 'THIRD-PARTY-LICENCES.txt');
/** Those that a wall runs with, and are in no bundle, come first. */
const ships = new Set([
  'electron',
  'playwright-core',
  ...(existsSync(list) ? namesIn(readFileSync(list, 'utf8')) : []),
]);
const { stdout } = spawnSync('npm', ['audit', '--json', '--fetch-retries=0', '--fetch-timeout=20000'], {
  cwd: root,
  encoding: 'utf8',
  shell: process.platform === 'win32',
  timeout: 60_000,
});
const verdict = judge(stdout, ships);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
if (verdict === null) say('not looked at: the registry gives no answer about advisories here');
else {
  for (const line of verdict.beside) say(`a tool, does not ship: ${line}`);
  for (const line of verdict.against) say(`ships: ${line}`);
  say(`${verdict.against.length} against what ships, ${verdict.beside.length} against tools`);
  process.exitCode = verdict.against.length === 0 ? 0 : 1;
}
