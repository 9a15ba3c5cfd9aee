import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { CitywallError } from '../../../sync/contract/errors.ts';
import { foldName } from '../../../sync/contract/names.ts';
import type { Area } from '../../../sync/contract/profile.ts';
import { code as codeSchema } from '../../../sync/contract/records.ts';
import { asShapes } from '../import/as-shapes.ts';
import { km2, place } from '../import/faults.ts';
import { readFeatures, type Feature } from '../import/features.ts';
import { areaOfPolygon, boxOf, plane, type Box } from '../import/geometry.ts';
import { overlaps } from '../import/overlaps.ts';
import { simplify } from '../import/simplify.ts';
import { textOf } from '../import/text.ts';
import type { NewOptions } from '../options.ts';
import { writeShapes } from '../profile-files.ts';
import { columnsOf, type Columns } from './columns.ts';
import { typed } from './types.ts';

/** Room that a new map leaves around its areas, a share of their extent. */
const ROOM = 0.03;

/**
 * Begins a profile from a boundary file: `areas.json`, `areas.geojson`, and the map's bounds in `city.json`, which is made where there
 * is none. 0 where they were written (or would have been), 1 where the boundaries have faults and nothing was. Raises
 * `boundaries-invalid` for a file of no use, `option-invalid` where the folder has areas already.
 */
export function begin(options: NewOptions, say: (line: string) => void): 0 | 1 {
  const { file, out, origin, crs, dryRun, partial } = options;
  if (existsSync(path.join(out, 'areas.json')))
    throw new CitywallError('option-invalid', {
      what: 'the folder has areas already',
      where: path.join(out, 'areas.json'),
      hint: 'Name a new folder with --out DIR, or bring the boundaries into this profile: npm run areas -- import FILE --profile DIR.',
    });
  const { features, notes } = readFeatures(textOf(file), file, null, crs);
  for (const note of notes) say(note);
  const columns = chosen(features, options);
  say(
    `codes: ${columns.code ?? `none found; made of the ${columns.name ? 'names' : 'numbers of the features'}`} (--code PROPERTY)`,
  );
  say(`names: ${columns.name ?? 'none found; the codes stand for them'} (--name PROPERTY)`);
  if (columns.english !== undefined) say(`names in English: ${columns.english}`);

  const sound = features.filter(({ faults }) => faults.length === 0);
  for (const { number, faults, notes: left } of features) {
    for (const { says } of faults) say(`feature ${number} ${says}`);
    for (const note of left) say(`feature ${number}: ${note}`);
  }
  if (sound.length === 0 || (sound.length < features.length && !partial)) {
    say(
      `nothing written: ${features.length - sound.length} of ${features.length} features have no sound shape; correct the file` +
        (sound.length === 0 ? '' : ', or leave them out with --partial'),
    );
    return 1;
  }
  const areas = areasOf(sound, columns);
  const { shapes, before, after } = simplify(
    sound.map(({ polygons }, i) => ({ id: areas[i]?.id ?? '', polygons })),
  );
  const named = new Map(areas.map(({ id, name }) => [id, name.vi]));
  for (const { one, other, squareMetres, at } of overlaps(shapes))
    say(
      `${named.get(one)} (${one}) lies over ${named.get(other)} (${other}), ${km2(squareMetres)}, at ${place(at)}`,
    );
  const bounds = boundsOf(boxOf(shapes.flatMap(({ polygons }) => polygons)));
  say(`bounds: ${JSON.stringify(bounds)}`);
  const [example] = areas;
  if (example) say(`the first of ${areas.length} areas: ${JSON.stringify(example)}`);
  const amount = `${areas.length} areas, ${before} positions simplified to ${after}`;
  if (dryRun) {
    say(`nothing written (--dry-run): ${amount}`);
    return 0;
  }
  mkdirSync(out, { recursive: true });
  for (const line of settle(out, bounds)) say(line);
  writeFileSync(
    path.join(out, 'areas.json'),
    `[\n${areas.map((one) => `  ${JSON.stringify(one)}`).join(',\n')}\n]\n`,
  );
  const none = { type: 'FeatureCollection' as const, origin: 'none', features: [] };
  say(`${writeShapes(out, asShapes(areas, shapes, origin, none))}: ${amount}`);
  return 0;
}

/** The properties to read, those that were named first. Raises `option-invalid` where no feature has one that was. */
function chosen(features: readonly Feature[], { code, name }: NewOptions): Columns {
  const known = new Set(features.flatMap(({ properties }) => [...properties.keys()]));
  for (const [option, property] of [
    ['--code', code],
    ['--name', name],
  ] as const)
    if (property !== undefined && !known.has(property))
      throw new CitywallError('option-invalid', {
        what: `no feature has a property ${property}`,
        where: option,
        hint: `The file has ${[...known].join(', ') || 'no properties'}.`,
      });
  const guessed = columnsOf(features);
  const taken = name ?? guessed.name;
  return {
    code: code ?? (guessed.code === taken ? undefined : guessed.code),
    name: taken,
    english: guessed.english === taken ? undefined : guessed.english,
  };
}

function areasOf(features: readonly Feature[], { code, name, english }: Columns): Area[] {
  const taken = new Set<string>();
  return features.map((feature): Area => {
    const { number, properties, polygons, middle } = feature;
    const text = (key: string | undefined): string | undefined => {
      const value = key === undefined ? undefined : properties.get(key)?.trim();
      return value === '' ? undefined : value;
    };
    const called = text(name);
    const id = unique(
      codeFrom(text(code)) ?? codeFrom(called && foldName(called).replaceAll(' ', '-')) ?? `area-${number}`,
      taken,
    );
    const { type, plain } = typed(called ?? id);
    const flat = plane(middle[1]);
    const size = polygons.reduce(
      (sum, polygon) => sum + areaOfPolygon(polygon.map((ring) => ring.map(flat))),
      0,
    );
    return {
      id,
      name: { vi: plain, en: text(english) ?? plain },
      type,
      centroid: [onEarth(rounded(middle[0], 4)), rounded(middle[1], 4)],
      areaKm2: Math.max(0.001, Number((size / 1e6).toPrecision(3))),
    };
  });
}

const codeFrom = (text: string | undefined): string | undefined =>
  text !== undefined && codeSchema.safeParse(text).success ? text : undefined;

/** A code that no area before has. */
function unique(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let n = 2; taken.has(id); n += 1) id = `${wanted}-${n}`;
  taken.add(id);
  return id;
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
/** Longitudes of a city on the date line run on beyond 180; people write them from -180 on. */
const onEarth = (lon: number): number => (lon > 180 ? rounded(lon - 360, 4) : lon);

type Bounds = [[number, number], [number, number]];

/** Bounds that hold a box with room around it, to a thousandth of a degree. */
function boundsOf({ west, south, east, north }: Box): Bounds {
  const [x, y] = [ROOM * (east - west), ROOM * (north - south)];
  const [down, up] = [(v: number) => Math.floor(v * 1000) / 1000, (v: number) => Math.ceil(v * 1000) / 1000];
  return [
    [onEarth(down(west - x)), down(south - y)],
    [onEarth(up(east + x)), up(north + y)],
  ];
}

/** Writes the bounds into `city.json`, which is begun where there is none; says what was done. */
function settle(out: string, bounds: Bounds): string[] {
  const file = path.join(out, 'city.json');
  if (existsSync(file)) {
    const read = z.looseObject({ map: z.looseObject({}) }).safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (!read.success)
      return [`${file} has no map, and is left as it is: give it these bounds as map.bounds`];
    const city = { ...read.data, map: { ...read.data.map, bounds } };
    writeFileSync(file, `${JSON.stringify(city, null, 2)}\n`);
    return [`${file}: map.bounds`];
  }
  const name = path.basename(out);
  const id = foldName(name).replaceAll(' ', '-') || 'city';
  const title = { vi: name, en: name };
  const timeZone = zoneAt(bounds);
  const city = {
    ...{ id, name: title, centre: title, timeZone, languages: ['vi', 'en'], territory: id },
    map: { bounds, inset: [] },
    reportingMonth: { day: 1, hour: 0 },
    calendar: { weekend: [6, 7], daysOff: [], workedWeekends: [] },
  };
  writeFileSync(file, `${JSON.stringify(city, null, 2)}\n`);
  return [
    `${file}: begun; set its name, centre and languages, and timeZone, of which ${timeZone} is only a guess by longitude`,
  ];
}

/** The hours that the sun has at a longitude, as a zone: `Etc/GMT-7` is seven hours before Greenwich. */
function zoneAt([[west], [east]]: Bounds): string {
  const hours = Math.round((west + (east < west ? east + 360 : east)) / 2 / 15);
  return hours === 0 ? 'Etc/GMT' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
}
