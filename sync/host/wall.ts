import { WALL_HELP } from './help.ts';
import { wallOptions } from './options.ts';
import { runProgram } from './program.ts';
import { startWall } from './wall-start.ts';

/** The program that is the host of one wall: `--help` says how it is told what to do. */
await runProgram({ name: 'citywall', help: WALL_HELP, options: wallOptions, start: startWall });
