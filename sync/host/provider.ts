import { PROVIDER_HELP } from './help.ts';
import { providerOptions } from './options.ts';
import { startProvider } from './demo-provider/start.ts';
import { runProgram } from './program.ts';

/** The program that is the demonstration's own OpenID provider: `--help` says how. */
await runProgram({ name: 'provider', help: PROVIDER_HELP, options: providerOptions, start: startProvider });
