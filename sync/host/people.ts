import process from 'node:process';
import { peopleCommand, PEOPLE_HELP } from './people/command.ts';
import { typedPassword } from './people/typed.ts';
import { ROOT, runCommand } from './program.ts';

/** The program that makes the accounts of a wall's consoles, and takes them away: `--help` says how. */
await runCommand(PEOPLE_HELP, () =>
  peopleCommand(process.argv.slice(2), {
    root: ROOT,
    password: () => typedPassword(process.stdin, process.stderr),
    say: (line) => void process.stdout.write(`${line}\n`),
  }),
);
