import path from 'node:path';
import { parseArgs } from 'node:util';
import { CitywallError, firstSentence } from '../../sync/contract/errors.ts';

export const AREAS_HELP = `areas: the shapes of a city's areas (areas.geojson in its profile)

  npm run areas -- schematic [DIR]         draw them from the middles and areas in areas.json alone, within the outline
                                           that areas-outline.json names, where the profile has one
  npm run areas -- import FILE.geojson     bring in the city's own boundaries; FILE is never changed
  npm run areas -- new FILE.geojson        begin a profile: areas.json, areas.geojson, and the map's bounds in city.json

  --profile DIR   the city profile (assets/cities/hcmc)
  --out DIR       of new: the folder of the profile that is begun (the file's name without its ending)
  --code NAME     of new: the property that holds the areas' codes (told by what stands in it)
  --name NAME     of new: the property that holds their names (likewise)
  --crs SYSTEM    the file's coordinate system where it does not say it: EPSG:9210, or a definition in the words of PROJ
  --origin TEXT   whose boundaries they are, as the wall says it (the file's name)
  --dry-run       say what would be done, and write nothing
  --partial       write although some areas have no sound shape; those keep the shape they had, or are left out of a new profile
  --help          this text

Ends with 0 where the shapes were written (or would be), 1 where the boundaries have faults and nothing was written,
2 where the command cannot be carried out.
`;

export interface ImportOptions {
  command: 'import';
  file: string;
  profile: string;
  origin: string;
  /** The coordinate system of the file, where it does not say it. */
  crs: string | undefined;
  dryRun: boolean;
  partial: boolean;
}
export interface NewOptions extends Omit<ImportOptions, 'command' | 'profile'> {
  command: 'new';
  out: string;
  code: string | undefined;
  name: string | undefined;
}
export interface DrawOptions {
  command: 'schematic';
  profile: string;
}

/** Reads the command line; null asks for the help text. Raises `option-invalid`, naming the option. */
export function areasOptions(
  args: readonly string[],
  root: string,
): ImportOptions | NewOptions | DrawOptions | null {
  const { values, positionals } = parsed(args);
  if (values.help) return null;
  const [command, name, ...more] = positionals;
  const profile = path.resolve(values.profile ?? path.join(root, 'assets/cities/hcmc'));
  if (more[0] !== undefined) throw invalid(`one argument too many: ${more[0]}`, command ?? '');
  if (command === 'schematic') {
    const wrong = (['origin', 'crs', 'dry-run', 'partial', ...OF_NEW] as const).find(
      (option) => values[option] !== undefined,
    );
    if (wrong !== undefined)
      throw invalid(`--${wrong} goes with ${isOfNew(wrong) ? 'new' : 'import'}`, `--${wrong}`);
    if (name !== undefined && values.profile !== undefined)
      throw invalid('the profile is named twice', '--profile');
    return { command, profile: name === undefined ? profile : path.resolve(name) };
  }
  if (command !== 'import' && command !== 'new')
    throw invalid(`no such command: ${command ?? '(none)'}`, 'command line');
  if (name === undefined) throw invalid('no file is named', command);
  const origin = values.origin?.trim() ?? path.basename(name);
  if (origin === '' || origin === 'none' || origin === 'schematic')
    throw invalid(`not whose boundaries they are: ${values.origin}`, '--origin');
  const common = {
    ...{ file: path.resolve(name), origin, crs: values.crs },
    ...{ dryRun: values['dry-run'] ?? false, partial: values.partial ?? false },
  };
  if (command === 'new') {
    if (values.profile !== undefined) throw invalid('--profile goes with import; new has --out', '--profile');
    const out = path.resolve(values.out ?? path.parse(name).name);
    return { ...common, command, out, code: values.code, name: values.name };
  }
  const wrong = OF_NEW.find((option) => values[option] !== undefined);
  if (wrong !== undefined) throw invalid(`--${wrong} goes with new`, `--${wrong}`);
  return { ...common, command, profile };
}

/** Options of `new` alone. */
const OF_NEW = ['out', 'code', 'name'] as const;
const isOfNew = (option: string): boolean => OF_NEW.some((one) => one === option);

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        profile: { type: 'string' },
        origin: { type: 'string' },
        crs: { type: 'string' },
        out: { type: 'string' },
        code: { type: 'string' },
        name: { type: 'string' },
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
