import process from 'node:process';
import { optionsOf, wholeNumber } from '../harness/options.ts';
import { scratchInMemory } from '../harness/profile-copy.ts';
import { HOST } from '../harness/programs.ts';
import { cutOff } from './commands.ts';
import { flips } from './flips.ts';
import { faultsOf, floodedWall, KINDS, WINDOWS } from './flooded.ts';
import { lost } from './lost.ts';
import { chaos } from './run.ts';
import { storm } from './storm.ts';
import { thin } from './thin.ts';

/**
 * `npm run chaos -- [--kills N] [--flips N] [--floods N] [--lines N] [--blows N] [--commands N] [--seed N] [--rate N] [--cases N]`: kills the wall's host,
 * flips bits in its files, one at a time, floods it so often in each way, fetches a city by lines that are thin or cut again and again, and
 * lets a storm of such things befall one wall; has commands given while what is sent is lost and hosts and city are killed; ends with
 * `N passed, N failed`.
 */
const values = optionsOf('chaos', {
  kills: { type: 'string', default: '200' },
  flips: { type: 'string', default: '200' },
  floods: { type: 'string', default: '1' },
  lines: { type: 'string', default: '5' },
  blows: { type: 'string', default: '60' },
  commands: { type: 'string', default: '10000' },
  seed: { type: 'string', default: '1' },
  rate: { type: 'string', default: '500' },
  cases: { type: 'string', default: '20000' },
});
const whole = (option: keyof typeof values, least: number, most?: number): number =>
  wholeNumber('chaos', option, values[option], least, most);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const common = {
  seed: whole('seed', 0, 0xffff_ffff),
  cases: whole('cases', 1, 1_000_000_000),
  programs: HOST,
  say,
};
const kills = whole('kills', 0, 100_000);
const bits = whole('flips', 0, 100_000);
const floods = whole('floods', 0, 1_000);
const blows = whole('blows', 0, 100_000);
const commands = whole('commands', 0, 1_000_000);
const rate = whole('rate', 1, 100_000);
const lines = whole('lines', 0, 1_000);
let [passed, failed] = [0, 0];
const endings = (ended: Readonly<Record<string, number>>): string =>
  Object.entries(ended)
    .map(([outcome, n]) => `${n} ${outcome}`)
    .join(', ');

if (kills > 0) {
  const result = await chaos({ ...common, kills, rate });
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
if (floods > 0) {
  const wall = await floodedWall(HOST);
  for (const kind of Array.from({ length: floods }, () => KINDS).flat()) {
    const told = await wall.beside(kind);
    const faults = faultsOf(told);
    say(
      `beside ${WINDOWS} windows that flood it by ${kind}, news took ${told.slower.toFixed(2)} times their time alone, ` +
        `and the host grew by ${Math.max(0, told.grew).toFixed(0)} MB`,
    );
    if (faults.length === 0) passed += 1;
    else failed += 1;
    for (const fault of faults) say(`FAILED ${kind}: ${fault}`);
  }
  await wall.close();
}
if (lines > 0) {
  const result = await thin({ seed: common.seed, lines, history: common.cases, say });
  for (const wrong of result.failed) say(`FAILED ${wrong}`);
  passed += result.passed;
  failed += result.failed.length;
}
if (blows > 0) {
  const result = await storm({ ...common, cases: Math.min(common.cases, 5_000), rate, blows });
  const fell = Object.entries(result.fell).map(([blow, n]) => `${blow} ${n}`);
  say(`what befell it: ${fell.join(', ')}`);
  const { slowest } = result;
  if (slowest !== null)
    say(`level with its city again after ${(slowest.ms / 1000).toFixed(1)} s at most (${slowest.blow})`);
  passed += result.passed;
  failed += result.failed.length;
}
if (commands > 0) {
  const { seed } = common;
  const place = await scratchInMemory('lost');
  const told = await lost({ folder: place.folder, seed, commands });
  await place.remove();
  const { requests, replies, both } = told.lost;
  say(
    `${commands} commands in one process: ${requests} requests and ${replies} replies were lost, both of ${both}; hosts were killed ` +
      `${told.killed.hosts} times, the city ${told.killed.cities} times; ${endings(told.ended)}`,
  );
  for (const wrong of told.wrong) say(`FAILED ${wrong}`);
  if (told.wrong.length === 0) passed += 1;
  else failed += 1;
  // Real processes take longer: a tenth of them.
  const few = Math.ceil(commands / 10);
  const result = await cutOff({ ...common, commands: few, kills: Math.ceil(few / 50) });
  say(
    `${few} commands at two walls: ${result.lost.requests} requests and ${result.lost.replies} replies were lost; ` +
      endings(result.ended),
  );
  passed += result.passed;
  failed += result.failed.length;
}
say(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
