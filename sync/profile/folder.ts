import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CitywallError } from '../contract/errors.ts';
import { raise, type Problem } from './problems.ts';
import { syntaxFault } from './syntax.ts';

const NEEDED = [
  'city.json',
  'units.json',
  'areas.json',
  'sources.json',
  'services.json',
  'indicators.json',
  'rules.json',
];
const ROOMS = ['boards', 'walls'];
const OPTIONAL_ROOM = 'connectors';
const OPTIONAL = [
  'calendar.json',
  'areas.geojson',
  'alerts.json',
  'duty.json',
  'indexes.json',
  'measures.json',
  'demo.json',
  'replay.json',
  'sign-in.json',
];

/** A profile folder as it lies on disk: every file's JSON by its path in the folder, not yet checked against a schema. */
export interface Folder {
  files: Map<string, unknown>;
  /** Boards that are not JSON, by their file: the rest of the profile goes on without them. */
  unreadable: Map<string, Problem>;
  /** The first 16 hexadecimal digits of SHA-256 over names and contents, in reading order. */
  hash: string;
}

/**
 * Reads every file of a profile folder. Raises `profile-invalid` where the folder or a file that must be
 * there is not, cannot be read, or is not JSON (with line and column). A board that is not JSON is no reason.
 */
export async function readFolder(folder: string): Promise<Folder> {
  const names = [
    ...NEEDED.map((name) => ({ name, needed: true })),
    ...(await Promise.all(ROOMS.map((room) => listRoom(folder, room)))).flat(),
    ...OPTIONAL.map((name) => ({ name, needed: false })),
    ...(await filesOf(folder, OPTIONAL_ROOM)).map((name) => ({ name, needed: false })),
  ];
  const problems: Problem[] = [];
  const files = new Map<string, unknown>();
  const unreadable = new Map<string, Problem>();
  const hash = createHash('sha256');
  for (const { name, needed } of names) {
    const text = await readText(folder, name);
    if (text === undefined) {
      if (needed)
        problems.push({ file: name, path: 'the file', expected: 'to be there', found: 'no such file' });
      continue;
    }
    hash.update(`${name}\0${text}\0`);
    const fault = parse(text, (value) => files.set(name, value));
    if (!fault) continue;
    if (name.startsWith('boards/')) {
      files.set(name, undefined);
      unreadable.set(name, { file: name, ...fault });
    } else problems.push({ file: name, ...fault });
  }
  raise(folder, problems);
  return { files, unreadable, hash: hash.digest('hex').slice(0, 16) };
}

/** Hands the parsed value on, or says where the text stops being JSON. A byte order mark, as some editors write, is no fault. */
function parse(text: string, use: (value: unknown) => void): Omit<Problem, 'file'> | undefined {
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  try {
    use(JSON.parse(json));
    return undefined;
  } catch (error) {
    const fault = syntaxFault(json);
    if (!fault) throw error;
    return {
      path: `line ${fault.line}, column ${fault.column}`,
      expected: fault.expected,
      found: fault.found,
    };
  }
}

async function listRoom(folder: string, room: string): Promise<{ name: string; needed: boolean }[]> {
  const names = await filesOf(folder, room);
  return (names.length > 0 ? names : [`${room}/default.json`]).map((name) => ({ name, needed: true }));
}

async function filesOf(folder: string, room: string): Promise<string[]> {
  const found = await readdir(join(folder, room)).catch((error: unknown) => absent(error, folder, room));
  return (found ?? [])
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => `${room}/${name}`);
}

async function readText(folder: string, name: string): Promise<string | undefined> {
  return readFile(join(folder, name), 'utf8').catch((error: unknown) => absent(error, folder, name));
}

/** Undefined where nothing is there; anything else (no permission, a folder in a file's place) is raised. */
function absent(error: unknown, folder: string, name: string): undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
  throw new CitywallError(
    'profile-invalid',
    {
      what: `the city profile cannot be read: ${name}: ${error instanceof Error ? error.message : String(error)}`,
      where: join(folder, name),
      hint: 'Check that the folder is the right one and that this user may read it.',
    },
    { cause: error },
  );
}
