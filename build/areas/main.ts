import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { CitywallError } from '../../sync/contract/errors.ts';
import { drawn } from './around.ts';
import { begin } from './begin/begin.ts';
import { bringIn } from './import/bring-in.ts';
import { AREAS_HELP, areasOptions } from './options.ts';
import { readOutline, readPlaces, writeShapes } from './profile-files.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Writes schematic shapes into a profile folder, from its `areas.json`, and its `areas-outline.json` where it has one. */
function draw(profile: string): 0 {
  const { areas, city } = readPlaces(profile);
  const shapes = drawn(areas, city, readOutline(profile));
  say(`${writeShapes(profile, shapes)}: ${shapes.features.length} areas`);
  return 0;
}

/** Runs the command line; the exit code as the help text says. */
function main(args: readonly string[], root: string): number {
  const options = areasOptions(args, root);
  if (options === null) {
    process.stdout.write(AREAS_HELP);
    return 0;
  }
  if (options.command === 'schematic') return draw(options.profile);
  return options.command === 'new' ? begin(options, say) : bringIn(options, say);
}

try {
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
  process.exitCode = main(process.argv.slice(2), root);
} catch (error) {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = error instanceof CitywallError && error.code === 'boundaries-invalid' ? 1 : 2;
}
