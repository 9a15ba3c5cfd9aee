import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { CitywallError, firstSentence } from '../contract/errors.ts';
import type { Choice } from '../feeds/chosen.ts';
import { cityAddress, type CityAddress } from '../feeds/city/address.ts';
import { listenAddress, type ListenAddress } from './door/listen-address.ts';

/** The port a wall listens on where none is named. */
export const WALL_PORT = 7022;
/** The port a city listens on where none is named. */
export const CITY_PORT = 7023;

export interface WallOptions {
  port: number;
  data: string;
  profile: string;
  /** The city's address and login, or null where the wall shows only what it holds. */
  city: CityAddress | null;
  /** The unit whose part of the city is held; what the profile says where null. */
  scope: string | null;
  /** The file of the credential by which the city hands personal parts to this wall; null where it holds none. */
  personal: string | null;
  /** The file that holds the key they are closed with; null where none was named. */
  personalKey: string | null;
  /** Whether consoles are offered one account of each role, where the city is no real one. */
  demoAccounts: boolean;
  /** The address of a demonstration's own OpenID provider; null where there is none. */
  demoProvider: string | null;
  /** Where consoles of other machines are served; nowhere where it is empty. */
  listen: readonly ListenAddress[];
  /** The certificate and its key by which they are; those of the data folder where null. */
  tls: { cert: string; key: string } | null;
  pages: string;
  child: boolean;
}

export interface CityOptions {
  port: number;
  data: string;
  profile: string;
  /** What brings records in where the profile does not say it, as a file of its `connectors/` would. */
  choice: Choice;
  /** The options given that say what brings records in: of no use where the profile says it. */
  chosenBy: readonly string[];
  /** The file that holds the key of personal parts; null where none was named. */
  personalKey: string | null;
  /** The file of those walls that personal parts are handed out to; null where they are to none. */
  personalTo: string | null;
  /** Serves what the data folder holds and brings nothing new. */
  still: boolean;
  /** Puts what the data folder holds aside first, and brings everything in anew. */
  anew: boolean;
  child: boolean;
}

export interface ProviderOptions {
  port: number;
  profile: string;
  child: boolean;
}

type Config = NonNullable<ParseArgsConfig['options']>;

const every = {
  port: { type: 'string' },
  profile: { type: 'string' },
  child: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const satisfies Config;
const shared = { ...every, data: { type: 'string' } } as const satisfies Config;

/** Reads a wall's command line; null asks for the help text. Throws `option-invalid`, naming the option. */
export function wallOptions(args: readonly string[], root: string): WallOptions | null {
  const { values } = parsed(args, {
    ...shared,
    city: { type: 'string' },
    offline: { type: 'boolean', default: false },
    scope: { type: 'string' },
    personal: { type: 'string' },
    'personal-key': { type: 'string' },
    'demo-accounts': { type: 'boolean', default: false },
    'demo-provider': { type: 'string' },
    listen: { type: 'string', multiple: true, default: [] },
    'tls-cert': { type: 'string' },
    'tls-key': { type: 'string' },
    pages: { type: 'string' },
  });
  if (values.help) return null;
  if (values.offline && values.city !== undefined)
    throw invalid('--offline and --city exclude each other', '--offline', 'Give one of the two.');
  if (!values.offline && values.city === undefined)
    throw invalid(
      'no city is named',
      '--city',
      'Give --city URL, or --offline to show what the data folder holds.',
    );
  const city = values.city === undefined ? null : address(values.city);
  if (values.personal !== undefined && city !== null && isOverheard(city.address))
    throw invalid(
      'personal parts, and what opens them, would go over a line that others can hear',
      '--personal',
      'Give the city an address of https:.',
    );
  return {
    port: whole('--port', values.port, WALL_PORT, 0, 65_535),
    data: folder('--data', values.data, '.data/wall'),
    profile: folder('--profile', values.profile, path.join(root, 'assets/cities/hcmc')),
    city,
    scope: values.scope ?? null,
    ...personalOf(values.personal, values['personal-key']),
    demoAccounts: values['demo-accounts'],
    demoProvider: values['demo-provider'] ?? null,
    listen: values.listen.map(listenAddress),
    tls: certificate(values['tls-cert'], values['tls-key'], values.listen.length > 0),
    pages: path.resolve(values.pages ?? path.join(root, 'dist/renderer')),
    child: values.child,
  };
}

/** Reads a city's command line; null asks for the help text. Throws `option-invalid`, naming the option. */
export function cityOptions(args: readonly string[], root: string): CityOptions | null {
  const { values } = parsed(args, {
    ...shared,
    cases: { type: 'string' },
    rate: { type: 'string' },
    seed: { type: 'string' },
    replay: { type: 'string' },
    speed: { type: 'string' },
    'personal-key': { type: 'string' },
    'personal-to': { type: 'string' },
    still: { type: 'boolean', default: false },
    anew: { type: 'boolean', default: false },
  });
  if (values.help) return null;
  if (values.speed !== undefined && values.replay === undefined)
    throw invalid('--speed goes with --replay', '--speed', 'Name the recording with --replay FILE.');
  if (values.still && values.anew)
    throw invalid('--still and --anew exclude each other', '--anew', 'Give one of the two.');
  const { cases, rate, seed, replay, speed, 'personal-key': key } = values;
  const demo = {
    connector: 'demo',
    cases: whole('--cases', cases, 300_000, 0, 1_000_000_000),
    rate: rate === undefined ? 0 : number('--rate', rate, 0, 100_000),
    seed: whole('--seed', seed, 1, 0, 0xffff_ffff),
  };
  return {
    port: whole('--port', values.port, CITY_PORT, 0, 65_535),
    data: folder('--data', values.data, '.data/city'),
    profile: folder('--profile', values.profile, path.join(root, 'assets/cities/hcmc')),
    choice:
      replay === undefined
        ? demo
        : {
            connector: 'replay',
            file: path.resolve(replay),
            speed: number('--speed', speed ?? '1', 0.001, 1e9),
          },
    chosenBy: Object.entries({ cases, rate, seed, replay, speed }).flatMap(([name, value]) =>
      value === undefined ? [] : [`--${name}`],
    ),
    personalKey: key === undefined ? null : path.resolve(key),
    personalTo: values['personal-to'] === undefined ? null : path.resolve(values['personal-to']),
    still: values.still,
    anew: values.anew,
    child: values.child,
  };
}

/** Reads the command line of a demonstration's provider; null asks for the help text. Throws `option-invalid`, naming the option. */
export function providerOptions(args: readonly string[], root: string): ProviderOptions | null {
  const { values } = parsed(args, every);
  if (values.help) return null;
  return {
    port: whole('--port', values.port, 0, 0, 65_535),
    profile: folder('--profile', values.profile, path.join(root, 'assets/cities/hcmc')),
    child: values.child,
  };
}

function parsed<T extends Config>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false });
  } catch (cause) {
    throw invalid(firstSentence(cause), 'command line', '--help lists the options.', cause);
  }
}

/** A city's address, or the file that holds it: what a command line says can be read by everybody on the machine. */
function address(text: string): CityAddress {
  const file = text.startsWith('@') ? path.resolve(text.slice(1)) : null;
  try {
    return cityAddress(file === null ? text : readFileSync(file, 'utf8').trim());
  } catch (cause) {
    if (cause instanceof CitywallError)
      throw invalid(`${cause.message} ${file ?? cause.where}`, '--city', cause.hint, cause);
    throw invalid(
      `${firstSentence(cause)}`,
      '--city',
      'After @ comes a file that holds the address and nothing else.',
      cause,
    );
  }
}

/** Whether a line to an address leaves this machine without TLS. */
const isOverheard = (city: string): boolean => {
  const { protocol, hostname } = new URL(city);
  return protocol === 'http:' && !/^(?:127(?:\.\d+){3}|localhost|\[::1\])$/.test(hostname);
};

/** The files by which personal parts are held; null where none are named. */
function personalOf(
  credential: string | undefined,
  key: string | undefined,
): Pick<WallOptions, 'personal' | 'personalKey'> {
  if (credential === undefined && key !== undefined)
    throw invalid(
      'a key of personal parts is of use with --personal alone',
      '--personal-key',
      'Give --personal FILE too.',
    );
  for (const [option, file] of [
    ['--personal', credential],
    ['--personal-key', key],
  ] as const)
    if (file?.trim() === '') throw invalid('no file is named', option, '--help lists the options.');
  const at = (file: string | undefined): string | null => (file === undefined ? null : path.resolve(file));
  return { personal: at(credential), personalKey: at(key) };
}

/** The files of a certificate; null where none are named. */
function certificate(
  cert: string | undefined,
  key: string | undefined,
  isServed: boolean,
): WallOptions['tls'] {
  if (cert === undefined && key === undefined) return null;
  if (!isServed)
    throw invalid('a certificate is of use with --listen alone', '--tls-cert', 'Give --listen ADDRESS too.');
  if (!cert?.trim() || !key?.trim())
    throw invalid(
      'a certificate without its key, or a key without its certificate',
      cert?.trim() ? '--tls-key' : '--tls-cert',
      'Give --tls-cert FILE and --tls-key FILE, or neither.',
    );
  return { cert: path.resolve(cert), key: path.resolve(key) };
}

/** A folder that was named, or another where none was. An empty name is a script's mistake, and would mean the folder one is in. */
function folder(option: string, named: string | undefined, otherwise: string): string {
  if (named?.trim() === '') throw invalid('no folder is named', option, '--help lists the options.');
  return path.resolve(named ?? otherwise);
}

function number(option: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < min || value > max)
    throw invalid(`not a number from ${min} to ${max}: ${text}`, option, '--help lists the options.');
  return value;
}

function whole(
  option: string,
  text: string | undefined,
  otherwise: number,
  min: number,
  max: number,
): number {
  if (text === undefined) return otherwise;
  const value = number(option, text, min, max);
  if (!Number.isInteger(value))
    throw invalid(`not a whole number: ${text}`, option, '--help lists the options.');
  return value;
}

function invalid(what: string, where: string, hint: string, cause?: unknown): CitywallError {
  return new CitywallError('option-invalid', { what, where, hint }, { cause });
}
