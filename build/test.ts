import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { startVitest } from 'vitest/node';

/**
 * `npm test`: unit, integration and end-to-end tests, a run of each, the quick ones first. Arguments are file filters;
 * `--project NAME` runs one kind. Ends with what failed, each with its reason, and `N passed, N failed` alone on a line:
 * where only the end of a log is kept, that end tells what to mend.
 */
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const argv = process.argv.slice(2);
const named = argv.indexOf('--project');
const projects = named < 0 ? ['unit', 'integration', 'e2e'] : [argv[named + 1] ?? 'unit'];
const filters = argv.filter((_, i) => named < 0 || (i !== named && i !== named + 1));

interface Report {
  numPassedTests: number;
  numPendingTests: number;
  success: boolean;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

/** A reason is told in its first lines: the whole of it stands above, where its test ran. */
const reasonLines = 12;

/** What failed of a run: the file, the test (none where the file itself could not be run), the beginning of the reason. */
function failures(report: Report): string[] {
  return report.testResults.flatMap((file) => {
    const name = path.relative(root, file.name);
    const tests = file.assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => ({ what: `${name}: ${test.fullName}`, why: test.failureMessages.join('\n') }));
    const told = tests.length === 0 && file.status === 'failed' ? [{ what: name, why: file.message }] : tests;
    return told.map(
      ({ what, why }) => `FAILED ${what}\n${why.split('\n').slice(0, reasonLines).join('\n')}\n`,
    );
  });
}

let passed = 0;
let failed = 0;
let skipped = 0;
const told: string[] = [];
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
    told.push(`FAILED the run "${project}" left no report`);
    continue;
  }
  const result = JSON.parse(readFileSync(report, 'utf8')) as Report;
  passed += result.numPassedTests;
  skipped += result.numPendingTests;
  // A file that cannot even be loaded has no failed test of its own, but it has failed.
  const ill = failures(result);
  failed += Math.max(ill.length, result.success ? 0 : 1);
  told.push(...ill);
}
for (const line of told) process.stdout.write(`\n${line}`);
process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
