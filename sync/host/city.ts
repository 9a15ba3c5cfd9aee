import process from 'node:process';
import { startCity } from './city-start.ts';
import { CITY_HELP, SKETCH_HELP } from './help.ts';
import { cityOptions } from './options.ts';
import { ROOT, runCommand, runProgram } from './program.ts';
import { sketch, sketchOptions } from './sketch/sketch-command.ts';

/** The program that is a city data centre, or with `--sketch` makes it a profile: `--help` says how it is told what to do. */
const args = process.argv.slice(2);
if (args.some((arg) => arg === '--sketch' || arg.startsWith('--sketch=')))
  await runCommand(SKETCH_HELP, async () => {
    const options = sketchOptions(args);
    if (options === null) return null;
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const say = (line: string): void => void process.stdout.write(`${line}\n`);
    await sketch(options, { root: ROOT, now: Date.now(), zone, say });
    return true;
  });
else await runProgram({ name: 'city', help: CITY_HELP, options: cityOptions, start: startCity });
