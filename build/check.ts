import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** `npm run check`: format, types, lint with room walls, dead code, advisories, unit tests. Two at a time, on two cores. */
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const bin = (name: string, file: string): string => path.join(root, 'node_modules', name, file);

/** `says`: what it prints is shown also where it passes. */
const STEPS: readonly { name: string; args: string[]; says?: true }[] = [
  { name: 'unit tests', args: [path.join(root, 'build/test.ts'), '--project', 'unit'] },
  { name: 'lint', args: [bin('eslint', 'bin/eslint.js'), '.', '--max-warnings', '0'] },
  ...['sync/contract', 'sync', 'electron', 'build'].map((room) => ({
    name: `types of ${room}`,
    args: [bin('typescript', 'bin/tsc'), '-p', room],
  })),
  { name: 'types of renderer', args: [bin('vue-tsc', 'bin/vue-tsc.js'), '-p', 'renderer'] },
  {
    name: 'types of renderer tests',
    args: [bin('vue-tsc', 'bin/vue-tsc.js'), '-p', 'renderer/tsconfig.test.json'],
  },
  { name: 'rooms', args: [path.join(root, 'build/rooms/main.ts')] },
  { name: 'format', args: [bin('prettier', 'bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'] },
  { name: 'dead code', args: [bin('knip', 'bin/knip.js')] },
  { name: 'advisories', args: [path.join(root, 'build/audit/main.ts')], says: true },
];

/** Runs a step; resolves with whether it passed and what it printed. */
function run(args: string[]): Promise<{ ok: boolean; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr.on('data', (data: Buffer) => (output += data.toString()));
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('exit', (code) => resolve({ ok: code === 0, output }));
  });
}

/** `--static` leaves the unit tests out, for a run that calls `npm test` as well. */
const queue = STEPS.filter((step) => !(process.argv.includes('--static') && step.name === 'unit tests'));
let passed = 0;
let failed = 0;
async function worker(): Promise<void> {
  for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
    const started = performance.now();
    const { ok, output } = await run(step.args);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stdout.write(`${ok ? 'ok    ' : 'FAILED'} ${step.name} (${seconds} s)\n`);
    if (ok) passed += 1;
    else failed += 1;
    if (!ok || step.says) process.stdout.write(`${output.trimEnd()}\n`);
  }
}
await Promise.all([worker(), worker()]);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);
