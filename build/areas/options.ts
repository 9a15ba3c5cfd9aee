import path from 'node:path';
import { parseArgs } from 'node:util';
import { CitywallError, firstSentence } from '../../sync/contract/errors.ts';

export const AREAS_HELP = `areas: the shapes of a city's areas (areas.geojson in its profile)

  npm run areas -- schematic [DIR]         draw them from the middles and areas in areas.json alone, within the outline
                                           that areas-outline.json names, where the profile has one
  npm run areas -- import FILE.geojson     bring in the city's own boundaries; FILE is never changed

  --profile DIR   the city profile (assets/cities/hcmc)
  --origin TEXT   whose boundaries they are, as the wall says it (the file's name)
  --dry-run       say what would be done, and write nothing
  --partial       write although some areas have no sound shape; those keep the shape they had
  --help          this text

Ends with 0 where the shapes were written (or would be), 1 where the boundaries have faults and nothing was written,
2 where the command cannot be carried out.
`;

export interface ImportOptions {
  command: 'import';
  file: string;
  profile: string;
  origin: string;
  dryRun: boolean;
  partial: boolean;
}
export interface DrawOptions {
  command: 'schematic';
  profile: string;
}

/** Reads the command line; null asks for the help text. Raises `option-invalid`, naming the option. */
export function areasOptions(args: readonly string[], root: string): ImportOptions | DrawOptions | null {
  const { values, positionals } = parsed(args);
  if (values.help) return null;
  const [command, name, ...more] = positionals;
  const profile = path.resolve(values.profile ?? path.join(root, 'assets/cities/hcmc'));
  if (more[0] !== undefined) throw invalid(`one argument too many: ${more[0]}`, command ?? '');
  if (command === 'schematic') {
    const wrong = (['origin', 'dry-run', 'partial'] as const).find((option) => values[option] !== undefined);
    if (wrong !== undefined) throw invalid(`--${wrong} goes with import`, `--${wrong}`);
    if (name !== undefined && values.profile !== undefined)
      throw invalid('the profile is named twice', '--profile');
    return { command, profile: name === undefined ? profile : path.resolve(name) };
  }
  if (command !== 'import') throw invalid(`no such command: ${command ?? '(none)'}`, 'command line');
  if (name === undefined) throw invalid('no file is named', 'import');
  const origin = values.origin?.trim() ?? path.basename(name);
  if (origin === '' || origin === 'none' || origin === 'schematic')
    throw invalid(`not whose boundaries they are: ${values.origin}`, '--origin');
  return {
    command,
    file: path.resolve(name),
    profile,
    origin,
    dryRun: values['dry-run'] ?? false,
    partial: values.partial ?? false,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        profile: { type: 'string' },
        origin: { type: 'string' },
        'dry-run': { type: 'boolean' },
        partial: { type: 'boolean' },
        help: { type: 'boolean' },
      },
      strict: true,
      allowPositionals: true,
    });
  } catch (cause) {
    throw invalid(firstSentence(cause), 'command line', cause);
  }
}

function invalid(what: string, where: string, cause?: unknown): CitywallError {
  const hint = 'npm run areas -- --help lists commands and options.';
  return new CitywallError('option-invalid', { what, where, hint }, { cause });
}
