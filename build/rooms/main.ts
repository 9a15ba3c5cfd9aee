import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { optionsOf } from '../harness/options.ts';
import { cruised } from './cruise.ts';

/**
 * `npm run rooms`: holds every import against the walls of the rooms (`rooms.ts`), and prints what is wrong with any; with
 * `--arrows`, how many imports lead from each folder to each other.
 */
const values = optionsOf('rooms', { arrows: { type: 'boolean', default: false } });
const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const { modules, summary } = await cruised(root, ['sync', 'renderer', 'electron', 'build']);

for (const { rule, from, to, comment, cycle } of summary.violations) {
  const way = cycle?.map(({ name }) => name).join(' -> ');
  process.stdout.write(
    `${rule.name}: ${from} -> ${way ?? to}${comment === undefined ? '' : ` (${comment})`}\n`,
  );
}

if (values.arrows) {
  const folder = (file: string): string => path.posix.dirname(file);
  const counted = new Map<string, Map<string, number>>();
  const files = new Map<string, number>();
  for (const { source, dependencies } of modules) {
    if (/node_modules|\.test\.ts$|\.fixture\.ts$|^build|^[a-z]+$/.test(source) || !source.includes('/'))
      continue;
    const here = folder(source);
    files.set(here, (files.get(here) ?? 0) + 1);
    const out = counted.get(here) ?? new Map<string, number>();
    counted.set(here, out);
    for (const { resolved } of dependencies) {
      if (!/^(sync|renderer|electron)\//.test(resolved) || folder(resolved) === here) continue;
      out.set(folder(resolved), (out.get(folder(resolved)) ?? 0) + 1);
    }
  }
  for (const [here, out] of [...counted].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const to = [...out].sort(([, a], [, b]) => b - a).map(([name, n]) => `${name} ${n}`);
    process.stdout.write(`${here} (${files.get(here)} files): ${to.join(', ') || 'nothing'}\n`);
  }
}
process.stdout.write(
  `${summary.totalCruised} files, ${summary.totalDependenciesCruised} imports, ${summary.error} against the walls\n`,
);
process.exit(summary.error === 0 ? 0 : 1);
