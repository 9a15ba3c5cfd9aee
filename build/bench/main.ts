import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { optionsOf, profileAt, refuse, wholeNumber } from '../harness/options.ts';
import { scratch } from '../harness/profile-copy.ts';
import { root } from '../harness/programs.ts';
import { createBench, ids } from './bench.ts';
import { line, type Figure } from './figure.ts';

/**
 * `npm run bench`: Citywall beside its peers, on one machine, in one run. `docs/benchmarks.md` says what each
 * figure measures. `--json` prints one object a line and nothing else on standard output; `--only ID` keeps
 * the figures whose id begins so; `--cases N` is how many cases the large folder holds (10 million). Nothing
 * is left behind. Ends with 0 where every figure asked for was measured, whatever it came to.
 */
const values = optionsOf('bench', {
  json: { type: 'boolean', default: false },
  only: { type: 'string', default: '' },
  cases: { type: 'string', default: '10000000' },
  profile: { type: 'string', default: path.join(root, 'assets', 'cities', 'hcmc') },
});
/** The fewest cases with which every question of the boards has something to say. */
const FEWEST = 100_000;

const started = performance.now();
const tell = (text: string): void => {
  const seconds = ((performance.now() - started) / 1000).toFixed(0).padStart(5);
  process.stderr.write(`bench ${seconds} s  ${text}\n`);
};
const show = (figure: Figure): void => {
  process.stdout.write(`${values.json ? JSON.stringify(figure) : line(figure)}\n`);
};
const held = wholeNumber('bench', 'cases', values.cases, FEWEST, 1_000_000_000);
const loaded = await profileAt('bench', values.profile);
const wanted = ids(loaded.profile).filter((id) => id.startsWith(values.only));
if (wanted.length === 0)
  refuse('bench', `no figure begins with ${values.only}; there are ${ids(loaded.profile).join(', ')}`);

const place = await scratch('bench');
const leave = (): void => void place.remove().finally(() => process.exit(130));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, leave);
await mkdir(place.folder, { recursive: true });
const bench = createBench({ loaded, held, folder: place.folder, tell });
let failed = 0;
try {
  for (const part of bench.parts.filter(({ gives }) => gives.some((id) => wanted.includes(id)))) {
    tell(part.what);
    try {
      for await (const figure of part.run(new Set(wanted))) show(figure);
    } catch (error) {
      failed++;
      tell(`${part.gives.join(', ')}: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }
} finally {
  await bench.close();
  await place.remove();
}
tell(failed === 0 ? 'done' : `${failed} parts could not be measured`);
process.exit(failed === 0 ? 0 : 1);
