import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { CitywallError, firstSentence } from '../../contract/errors.ts';
import { jsonIn } from '../../contract/json.ts';
import { foldName } from '../../contract/names.ts';
import type { Point } from '../../contract/records.ts';
import { sampleOf } from '../../feeds/replay/sample.ts';
import { readRecording, type Recording } from '../../feeds/replay/recording.ts';
import { sketchOf, type Sketch } from '../../feeds/replay/sketch.ts';
import { placeIn, Unreadable } from '../../feeds/replay/values.ts';
import { loadProfile, type LoadedProfile } from '../../profile/index.ts';
import { draftOf } from './profile-draft.ts';

export interface SketchOptions {
  file: string;
  profile: string;
  timeZone: string | null;
}

/** The boards, walls and rules of a draft are those of this shipped city. */
const PATTERN = 'assets/cities/san-francisco';

/** Reads the command line of a sketch; null asks for the help text. Throws `option-invalid`. */
export function sketchOptions(args: readonly string[]): SketchOptions | null {
  const fail = (what: string, where: string, cause?: unknown): never => {
    throw new CitywallError('option-invalid', { what, where, hint: '--help lists the options.' }, { cause });
  };
  const read = () => {
    try {
      const options = {
        sketch: { type: 'string' },
        profile: { type: 'string' },
        'time-zone': { type: 'string' },
        help: { type: 'boolean', default: false },
      } as const;
      return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
    } catch (cause) {
      return fail(firstSentence(cause), 'command line', cause);
    }
  };
  const values = read();
  if (values.help) return null;
  if (!values.sketch?.trim()) return fail('no recording is named', '--sketch');
  if (!values.profile?.trim())
    return fail(
      'no folder is named: one to write the profile into, new or begun by "npm run areas -- new"',
      '--profile',
    );
  return {
    file: path.resolve(values.sketch),
    profile: path.resolve(values.profile),
    timeZone: values['time-zone'] ?? null,
  };
}

/**
 * Proposes how a recording is read, writes what of a profile its folder has not, and tells how the recording reads by it, before
 * anything starts. Throws CitywallError where no sense can be made of the recording.
 */
export async function sketch(
  { file, profile, timeZone }: SketchOptions,
  { root, now, zone, say }: { root: string; now: number; zone: string; say: (line: string) => void },
): Promise<void> {
  const sample = await sampleOf(file);
  const proposed = sketchOf(sample.rows, sample.names);
  if (proposed.missing.length > 0)
    throw new CitywallError('replay-invalid', {
      what: `no field looks like ${proposed.missing.join(', ')}; the file has ${sample.names.map((name) => `"${name}"`).join(', ')}`,
      where: file,
      hint: 'Copy a profile under assets/cities and name the fields in its replay.json yourself: docs/city-profile.md says how.',
    });
  const { written, kept } = await write(profile, {
    pattern: path.join(root, PATTERN),
    draft: draftOf(proposed, {
      ...(await cityOf(profile)),
      timeZone: timeZone ?? zone,
      points: pointsOf(sample.rows, proposed),
      encoding: sample.encoding,
      rows: sample.list,
    }),
  });
  say(`Wrote ${written.join(', ') || 'nothing'} into ${profile}`);
  if (kept.length > 0) say(`Kept as they were: ${kept.join(', ')}`);
  for (const [purpose, name] of Object.entries(proposed.fields)) {
    const formats = proposed.timeFormat[purpose];
    say(`  ${purpose} is "${name}"${formats === undefined ? '' : `, as ${formats.join(' or ')}`}`);
  }
  for (const doubt of proposed.doubts) say(`  Look at this: ${doubt}`);
  if (timeZone === null && written.includes('city.json'))
    say(`  Look at this: the time zone is this machine's, ${zone}. Give --time-zone, or correct city.json.`);
  const loaded = await loadProfile(profile);
  if (loaded.profile.city.timeZone.startsWith('Etc/'))
    say(
      `  Look at this: ${loaded.profile.city.timeZone} in city.json is a guess; say the city's own zone there.`,
    );
  for (const line of reportOf(await readRecording(file, loaded, now), loaded)) say(line);
  const named = path.relative('.', profile) || '.';
  say(`Correct the files where they are wrong, then play it and show it:`);
  say(`  npm run city -- --profile ${named} --replay ${path.relative('.', file)} --speed 60`);
  say(`  npm start -- --profile ${named} --city http://127.0.0.1:7023`);
}

/** How a recording reads by a profile: rows, what is rejected and why, words that the profile does not know, points off its map. */
export function reportOf(recording: Recording, { profile }: Pick<LoadedProfile, 'profile'>): string[] {
  const { moments, rows, rejected, notes, from, to } = recording;
  const cases = moments.flatMap(({ records }) =>
    records.flatMap((one) => (one.kind === 'case' && one.rev === 1 ? [one] : [])),
  );
  const local = (at: number): string =>
    new Intl.DateTimeFormat('sv-SE', {
      dateStyle: 'short',
      timeStyle: 'short',
      timeZone: profile.city.timeZone,
    }).format(at);
  const ids = (list: readonly { id: string }[]): Set<string> => new Set(list.map(({ id }) => id));
  const service = profile.services.find(({ id }) => id === cases[0]?.service);
  const unknown = (what: string, known: Set<string>, codes: readonly (string | undefined)[]): string[] => {
    const strange = new Map<string, number>();
    for (const code of codes)
      if (code !== undefined && !known.has(code)) strange.set(code, (strange.get(code) ?? 0) + 1);
    if (strange.size === 0) return [];
    const most = [...strange].sort(([, a], [, b]) => b - a).slice(0, 5);
    return [
      `  ${what} that the profile does not know: ${strange.size} (${most.map(([word, n]) => `"${word}" ${n} times`).join(', ')})`,
    ];
  };
  const outside = rejected
    .filter(({ why, field }) => field === 'point' && (why === 'outside' || why === 'swapped'))
    .reduce((sum, { count }) => sum + count, 0);
  return [
    `Read ${cases.length} of ${rows} rows, from ${local(from)} to ${local(to)} (${profile.city.timeZone})`,
    ...notes.map((note) => `  ${note}`),
    ...unknown(
      'kinds',
      ids(service?.categories ?? []),
      cases.map(({ category }) => category),
    ),
    ...unknown(
      'units',
      ids(profile.units),
      cases.map(({ unit }) => unit),
    ),
    ...unknown(
      'channels',
      ids(service?.channels ?? []),
      cases.map(({ channel }) => channel),
    ),
    `  without a place: ${cases.filter(({ point }) => point === undefined).length}; off the map: ${outside}`,
    `  due at no time: ${cases.filter(({ dueAt }) => dueAt === undefined).length}`,
  ];
}

/** What a city that was begun is called, as `npm run areas -- new` begins one; by its folder's name where there is none. */
async function cityOf(folder: string): Promise<{ name: string; territory: string }> {
  const named = path.basename(folder);
  const otherwise = { name: named, territory: foldName(named).replaceAll(' ', '-') || 'city' };
  const text = await readFile(path.join(folder, 'city.json'), 'utf8').catch(() => '');
  const begun = z
    .looseObject({ name: z.looseObject({ en: z.string() }), territory: z.string() })
    .safeParse(jsonIn(text));
  return begun.success ? { name: begun.data.name.en, territory: begun.data.territory } : otherwise;
}

const pointsOf = (rows: Parameters<typeof sketchOf>[0], { fields, decimal }: Sketch): Point[] => {
  const one = (name: string): string[] | undefined =>
    fields[name] === undefined ? undefined : [fields[name]];
  const form = { longitude: one('longitude'), latitude: one('latitude'), point: one('point'), decimal };
  return rows.flatMap((row) => {
    try {
      const place = placeIn(row, form);
      return place === undefined ? [] : [place];
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return [];
    }
  });
};

/** Writes what of a draft, and of the boards, walls and rules that go with it, a folder does not have. */
async function write(
  folder: string,
  { pattern, draft }: { pattern: string; draft: ReadonlyMap<string, unknown> },
): Promise<{ written: string[]; kept: string[] }> {
  await mkdir(folder, { recursive: true });
  const there = new Set(await readdir(folder));
  const [written, kept]: [string[], string[]] = [[], []];
  for (const [name, content] of draft)
    if (there.has(name)) kept.push(name);
    else {
      await writeFile(path.join(folder, name), `${JSON.stringify(content, null, 2)}\n`, { flag: 'wx' });
      written.push(name);
    }
  for (const name of ['rules.json', 'boards', 'walls']) {
    if (there.has(name)) kept.push(name);
    else {
      await cp(path.join(pattern, name), path.join(folder, name), { recursive: true });
      written.push(name);
    }
  }
  return { written, kept };
}
