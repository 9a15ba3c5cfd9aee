import path from 'node:path';
import { parseArgs } from 'node:util';
import { CitywallError, firstSentence } from '../sync/contract/errors.ts';

/** What `npm start -- ...` was asked for. Paths are absolute. */
export interface StartOptions {
  open: boolean;
  port: number;
  data: string;
  profile: string;
  /** The city to connect to, or `@` and the file that says it; null for the demonstration city, or none with `offline`. */
  city: string | null;
  offline: boolean;
  /** The unit whose part of the city the wall holds; null leaves it to the profile. */
  scope: string | null;
  cases: number | null;
  /** Whether personal parts are held, and by which files, as the host reads it; a demonstration holds its own. */
  personal: string[];
  /** Where consoles of other machines are served, and by which certificate, as the host reads it. */
  consoles: string[];
}

export const USAGE = `citywall: the wall of a city's operations centre

  npm start -- [options]

  --no-open       start the host (and the demonstration city), open no screens
  --port N        the wall's port, 7022 by default; 0 takes any that is free
  --data DIR      where the cache and the journal live, .data by default
  --profile DIR   the city profile, assets/cities/hcmc by default
  --city URL      connect to that city, http or https, also below a path; no demonstration city is started
  --city @FILE    the same by a file that holds the address: for one with a password, https://NAME:PASSWORD@HOST/
  --offline       no city at all: show what the cache holds
  --scope UNIT    a wall of one unit: only its part of the city, by its id in units.json
  --personal FILE  hold personal parts: the credential in FILE is enrolled at the city; --personal-key FILE closes them
  --listen ADDRESS[:PORT]  serve signed-in consoles of other machines there, over TLS (port 7443); may be given several times
  --tls-cert FILE, --tls-key FILE  the certificate for that; without them one is made in the data folder
  --cases N       the demonstration city's backlog, about so many cases
  --help          this text

Ctrl-C ends everything.
`;

const invalid = (what: string, where: string, hint: string): CitywallError =>
  new CitywallError('option-invalid', { what, where, hint });

/** A folder that was named; an empty name would mean the one that somebody happens to be in. */
function folder(named: string | undefined, name: string): string | null {
  if (named === undefined) return null;
  if (named.trim() !== '') return path.resolve(named);
  throw invalid(`--${name} takes a folder`, `--${name}`, 'See --help.');
}

/** Options that name files, as they are handed on. */
function files<N extends string>(
  values: Partial<Record<N, string | undefined>>,
  names: readonly N[],
): string[] {
  return names.flatMap((name) => {
    const file = folder(values[name], name);
    return file === null ? [] : [`--${name}`, file];
  });
}

/** The host reads it; what is no address at all is said here, without what may be a password in it. */
function city(named: string | undefined): string | null {
  if (named === undefined) return null;
  if (named.startsWith('@')) return `@${path.resolve(named.slice(1))}`;
  if (/^https?:\/\/[^/]/i.test(named)) return named;
  throw invalid(
    '--city takes an address such as http://city.example:7100/ or https://city.example/feed/, or @FILE',
    '--city',
    'It is the address that the city prints when it is ready.',
  );
}

function wholeNumber(text: string | undefined, name: string, most: number): number | null {
  if (text === undefined) return null;
  if (/^\d+$/.test(text) && Number(text) <= most) return Number(text);
  throw invalid(
    `--${name} takes a whole number from 0 to ${most}, not "${text}"`,
    `--${name}`,
    'See --help.',
  );
}

/**
 * Reads the options; null asks for the help text. `root` is where the defaults lie.
 * Throws a CitywallError that names the option at fault.
 */
export function parseStart(argv: readonly string[], root: string): StartOptions | null {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        'no-open': { type: 'boolean', default: false },
        port: { type: 'string' },
        data: { type: 'string' },
        profile: { type: 'string' },
        city: { type: 'string' },
        offline: { type: 'boolean', default: false },
        scope: { type: 'string' },
        cases: { type: 'string' },
        listen: { type: 'string', multiple: true, default: [] },
        'tls-cert': { type: 'string' },
        'tls-key': { type: 'string' },
        personal: { type: 'string' },
        'personal-key': { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    throw invalid(firstSentence(error), 'the command line', 'See --help.');
  }
  if (values.help) return null;
  if (values.offline && values.city !== undefined)
    throw invalid('--offline and --city exclude each other', '--offline', 'Give one of them.');
  return {
    open: !values['no-open'],
    port: wholeNumber(values.port, 'port', 65_535) ?? 7022,
    data: folder(values.data, 'data') ?? path.join(root, '.data'),
    profile: folder(values.profile, 'profile') ?? path.join(root, 'assets', 'cities', 'hcmc'),
    city: city(values.city),
    offline: values.offline,
    scope: values.scope ?? null,
    consoles: [
      ...values.listen.flatMap((address) => ['--listen', address]),
      ...files(values, ['tls-cert', 'tls-key']),
    ],
    personal: files(values, ['personal', 'personal-key']),
    cases: wholeNumber(values.cases, 'cases', 100_000_000),
  };
}
