import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { optionsOf, wholeNumber } from '../harness/options.ts';
import { root } from '../harness/programs.ts';
import { flips } from './flips.ts';
import { chaos } from './run.ts';

/**
 * `npm run chaos -- [--kills N] [--flips N] [--seed N] [--rate N] [--cases N]`: kills the wall's host, then flips bits in its files, one at
 * a time; ends with `N passed, N failed`.
 */
const values = optionsOf('chaos', {
  kills: { type: 'string', default: '200' },
  flips: { type: 'string', default: '200' },
  seed: { type: 'string', default: '1' },
  rate: { type: 'string', default: '500' },
  cases: { type: 'string', default: '20000' },
});
const whole = (option: keyof typeof values, least: number, most?: number): number =>
  wholeNumber('chaos', option, values[option], least, most);
const built = existsSync(path.join(root, 'dist/host/wall.mjs'));
const programs = built
  ? { wall: 'dist/host/wall.mjs', city: 'dist/host/city.mjs' }
  : { wall: 'sync/host/wall.ts', city: 'sync/host/city.ts' };
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const common = {
  seed: whole('seed', 0, 0xffff_ffff),
  cases: whole('cases', 1, 1_000_000_000),
  programs,
  say,
};
const kills = whole('kills', 0, 100_000);
const bits = whole('flips', 0, 100_000);
let [passed, failed] = [0, 0];

if (kills > 0) {
  const result = await chaos({ ...common, kills, rate: whole('rate', 1, 100_000) });
  const { start, ready, taking, snapshot } = result.hit;
  say(
    `killed ${start} times while starting, ${ready} when just ready, ${taking} while taking records; ` +
      `${snapshot} times a snapshot was half fetched`,
  );
  passed += result.passed;
  failed += result.failed.length;
}
if (bits > 0) {
  const result = await flips({ ...common, cases: Math.min(common.cases, 2_000), flips: bits });
  const { silent, mended, told } = result.became;
  say(
    `of the bits, ${silent} were of nothing that is read, ${mended} were put right, ${told} were told and made good`,
  );
  passed += result.passed;
  failed += result.failed.length;
}
say(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
