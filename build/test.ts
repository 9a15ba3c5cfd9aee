import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { startVitest } from 'vitest/node';

/**
 * `npm test`: unit, integration and end-to-end tests, a run of each, the quick ones first. Arguments are file filters;
 * `--project NAME` runs one kind. Ends with `N passed, N failed` alone on a line.
 */
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const argv = process.argv.slice(2);
const named = argv.indexOf('--project');
const projects = named < 0 ? ['unit', 'integration', 'e2e'] : [argv[named + 1] ?? 'unit'];
const filters = argv.filter((_, i) => named < 0 || (i !== named && i !== named + 1));

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTotalTests: number;
  success: boolean;
}

let passed = 0;
let failed = 0;
let skipped = 0;
for (const project of projects) {
  process.stdout.write(`\n# ${project}\n`);
  const report = path.join(root, 'dist', `test-${project}.json`);
  rmSync(report, { force: true });
  const vitest = await startVitest('test', filters, {
    root,
    project: [project],
    run: true,
    watch: false,
    passWithNoTests: filters.length > 0,
    reporters: ['default', 'json'],
    outputFile: { json: report },
  });
  await vitest.close();
  if (!existsSync(report)) {
    failed += 1;
    continue;
  }
  const result = JSON.parse(readFileSync(report, 'utf8')) as Report;
  passed += result.numPassedTests;
  skipped += result.numPendingTests;
  // A file that cannot even be loaded has no failed test of its own, but it has failed.
  failed += Math.max(result.numFailedTests, result.success ? 0 : 1);
}
process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
