import { z } from 'zod';
import { NO_ALERTS } from '../contract/alert-rules.ts';
import { wall } from '../contract/boards.ts';
import type { Duty } from '../contract/duty.ts';
import {
  area,
  indexSets,
  indicators,
  rules,
  service,
  source,
  unit,
  type AreaShapes,
  type Profile,
} from '../contract/profile.ts';
import type { SignInSettings } from '../contract/sign-in.ts';
import { measureRecord, type MeasureRecord } from '../contract/records.ts';
import { readAlerts, writtenAlerts } from './alerts.ts';
import { unknownBoards, wallProblems } from './board-references.ts';
import { missingBoard, readBoards } from './boards.ts';
import { NO_WRITTEN_DUTY, readDuty, writtenDuty } from './duty.ts';
import { readFolder } from './folder.ts';
import { indexProblems } from './indexes.ts';
import { mended } from './mend.ts';
import { onOneAxis } from './one-axis.ts';
import { publishedProblems } from './published.ts';
import { raise, schemaProblems, type Problem } from './problems.ts';
import { referenceProblems } from './references.ts';
import { readSignIn } from './sign-in.ts';
import { areaShapes, shapeProblems } from './shapes.ts';
import { readCity } from './working-calendar.ts';

/** A city profile as read and checked. `demo`, `replay` and `connectors` are raw: the connector that owns them checks them. */
export interface LoadedProfile {
  folder: string;
  profile: Profile;
  /** Empty, with `origin` `none`, where the folder has no `areas.geojson`. */
  shapes: AreaShapes;
  /** 16 hexadecimal digits that change whenever any file of the profile does. */
  hash: string;
  /** Values the city has published (`measures.json`), empty where there are none. */
  published: MeasureRecord[];
  /** Who is called about what; apart from the profile, since windows have that, and none is told how people are reached. */
  duty: Duty;
  /** The city's OpenID provider; null where it has none. */
  signIn: SignInSettings | null;
  demo: unknown;
  replay: unknown;
  /** What brings records into the city, by file (`connectors/x.json`). */
  connectors: ReadonlyMap<string, unknown>;
  /** What is wrong and was left out, or shows in the place of a panel or a board, for the author to correct. */
  faults: Problem[];
}

/**
 * Reads and checks a city profile folder (`docs/city-profile.md`). What is wrong with a board, a rule of alerts, a succession, a roster or a
 * published value is in `faults`, and the rest goes on without it. Anything else raises `profile-invalid` naming file, path in it,
 * what was expected and what was found: every problem of the first kind met, in this order: files missing or not JSON,
 * fields against their schema, references between files.
 */
export async function loadProfile(folder: string): Promise<LoadedProfile> {
  const { files, unreadable, hash } = await readFolder(folder);
  const problems: Problem[] = [];

  /** Checks one file; undefined and a problem noted where it fails. `root` is how paths in a list begin. */
  const read = <T>(file: string, schema: z.ZodType<T>, root = ''): T | undefined => {
    const value = files.get(file);
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    problems.push(...schemaProblems(file, root, value, result.error));
    return undefined;
  };
  const readAll = <T>(room: string, schema: z.ZodType<T>): T[] =>
    [...files.keys()]
      .filter((file) => file.startsWith(`${room}/`))
      .map((file) => read(file, schema))
      .filter((value) => value !== undefined);

  const parts = {
    city: readCity(files, problems),
    units: read('units.json', z.array(unit), 'units'),
    areas: read('areas.json', z.array(area), 'areas'),
    sources: read('sources.json', z.array(source), 'sources'),
    services: read('services.json', z.array(service).min(1), 'services'),
    indicators: read('indicators.json', indicators),
    indexes: files.has('indexes.json') ? read('indexes.json', indexSets, 'indexes') : [],
    rules: read('rules.json', rules),
    alerts: NO_ALERTS,
    boards: [],
    walls: readAll('walls', wall),
  };
  const written = files.has('alerts.json') ? read('alerts.json', writtenAlerts) : NO_ALERTS;
  const roster = files.has('duty.json') ? read('duty.json', writtenDuty) : NO_WRITTEN_DUTY;
  const published = files.has('measures.json')
    ? read('measures.json', z.array(measureRecord), 'measures')
    : [];
  const signIn = readSignIn(files, parts.units ?? [], problems);
  const drawn: AreaShapes | undefined = files.has('areas.geojson')
    ? read('areas.geojson', areaShapes)
    : { type: 'FeatureCollection', origin: 'none', features: [] };

  if (!complete(parts) || !written || !roster || !published || !drawn || problems.length > 0) {
    raise(folder, problems);
    throw new TypeError('a profile file failed its check without a problem to name');
  }
  const wallFiles = [...files.keys()].filter((file) => file.startsWith('walls/'));
  const { shapes, ...places } = onOneAxis({ city: parts.city, areas: parts.areas, shapes: drawn });
  const sound = mended({ parts: { ...parts, ...places }, published }, (of) => [
    ...referenceProblems(of.parts),
    ...indexProblems(of.parts),
    ...wallProblems(of.parts, wallFiles),
    ...publishedProblems(of.parts, of.published),
    ...shapeProblems(of.parts, shapes),
  ]);
  raise(folder, sound.unmended);
  const watched = readAlerts(written, sound.parts);
  const called = readDuty(roster, { ...sound.parts, alerts: watched.alerts });
  const { boards, faults } = readBoards(
    [...files]
      .filter(([file]) => file.startsWith('boards/'))
      .map(([file, value]) => ({ file, value, unreadable: unreadable.get(file) })),
    sound.parts,
  );
  const missing = unknownBoards({ ...sound.parts, boards }, wallFiles);
  return {
    folder,
    profile: {
      ...sound.parts,
      alerts: watched.alerts,
      boards: [...boards, ...missing.map(({ id, problem }) => missingBoard(id, problem))],
    },
    shapes,
    hash,
    published: sound.published,
    duty: called.duty,
    signIn,
    faults: [
      ...sound.faults,
      ...watched.faults,
      ...called.faults,
      ...faults,
      ...missing.map(({ problem }) => problem),
    ],
    demo: files.get('demo.json') ?? null,
    replay: files.get('replay.json') ?? null,
    connectors: new Map([...files].filter(([file]) => file.startsWith('connectors/'))),
  };
}

type Parts = { [K in keyof Profile]: Profile[K] | undefined };

function complete(parts: Parts): parts is Profile {
  return Object.values(parts).every((part) => part !== undefined);
}
