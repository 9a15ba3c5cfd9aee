import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { optionsOf, wholeNumber } from '../harness/options.ts';
import { root } from '../harness/programs.ts';
import { chaos } from './run.ts';

/** `npm run chaos -- [--kills N] [--seed N] [--rate N] [--cases N]`: ends with `N passed, N failed`. */
const values = optionsOf('chaos', {
  kills: { type: 'string', default: '200' },
  seed: { type: 'string', default: '1' },
  rate: { type: 'string', default: '500' },
  cases: { type: 'string', default: '20000' },
});
const whole = (option: keyof typeof values, least: number, most?: number): number =>
  wholeNumber('chaos', option, values[option], least, most);
const built = existsSync(path.join(root, 'dist/host/wall.mjs'));
const result = await chaos({
  kills: whole('kills', 1, 100_000),
  seed: whole('seed', 0, 0xffff_ffff),
  rate: whole('rate', 1, 100_000),
  cases: whole('cases', 1, 1_000_000_000),
  programs: built
    ? { wall: 'dist/host/wall.mjs', city: 'dist/host/city.mjs' }
    : { wall: 'sync/host/wall.ts', city: 'sync/host/city.ts' },
  say: (line) => process.stdout.write(`${line}\n`),
});
const { start, ready, taking, snapshot } = result.hit;
process.stdout.write(
  `killed ${start} times while starting, ${ready} when just ready, ${taking} while taking records; ` +
    `${snapshot} times a snapshot was half fetched\n`,
);
process.stdout.write(`${result.passed} passed, ${result.failed.length} failed\n`);
process.exitCode = result.failed.length === 0 ? 0 : 1;
