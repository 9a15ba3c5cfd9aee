import { startCity } from './city-start.ts';
import { CITY_HELP } from './help.ts';
import { cityOptions } from './options.ts';
import { runProgram } from './program.ts';

/** The program that is a city data centre: `--help` says how it is told what to do. */
await runProgram({ name: 'city', help: CITY_HELP, options: cityOptions, start: startCity });
