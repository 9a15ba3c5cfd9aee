import { union } from 'polyclip-ts';
import { z } from 'zod';
import { turnedTo } from '../../../sync/contract/date-line.ts';
import { CitywallError } from '../../../sync/contract/errors.ts';
import type { Xy } from '../power.ts';
import { crossings } from './crossings.ts';
import { place, type Fault } from './faults.ts';
import { heldIn, type Refuse } from './formats.ts';
import { areaOfPolygon, boxOf, middleOfLargest, type Polygon } from './geometry.ts';
import { shapeIn } from './shape-in.ts';
import { likelyAt, systemOf, type System } from './systems.ts';

/** One feature of a boundary file. */
export interface Feature {
  /** Which of the file's, from 1. */
  number: number;
  /** Its plain properties as text, by their name; a feature's own `id` under `id` where no property has that name. */
  properties: ReadonlyMap<string, string>;
  /** Empty where there is no polygon. Heights are left out. */
  polygons: Polygon[];
  middle: Xy;
  faults: Fault[];
  /** What was left out of it that is no fault: an empty part, a line beside its polygons. */
  notes: readonly string[];
}

/** A boundary file as read. */
export interface Reading {
  features: Feature[];
  /** How it was read where that does not go without saying: another format, another coordinate system. */
  notes: string[];
}

/** Where the city is, as far as it is known. */
export interface Whereabouts {
  /** The longitude of its middle: what lies across the date line is turned to its side. */
  near: number;
  inCity: (position: Xy) => boolean;
  middle: Xy;
}

const plain = z.union([z.string(), z.number()]);
const feature = z.object({
  type: z.literal('Feature'),
  id: plain.optional().catch(undefined),
  properties: z.record(z.string(), z.unknown()).nullish(),
  geometry: z.unknown().optional(),
});

/**
 * Reads the text of a boundary file of what lies mostly in the city, in longitudes and latitudes of WGS 84. `crs` says its
 * coordinate system where the file does not, or wrongly. Raises `boundaries-invalid` where the text is no such thing; what is wrong
 * with one feature is noted with it. `city` is null where there is none yet.
 */
export function readFeatures(text: string, file: string, city: Whereabouts | null, crs?: string): Reading {
  const refuse: Refuse = (what, hint, cause) => {
    throw new CitywallError('boundaries-invalid', { what, where: file, hint }, { cause });
  };
  const held = heldIn(text, refuse);
  const raw = held.features.map(parsed);
  const said = crs ?? held.system;
  const system = said === undefined ? undefined : systemOf(said);
  if (said !== undefined && system === undefined)
    return refuse(`${whose(said, crs)}, which is not known here`, CONVERT);
  const inDegrees = converted(raw, system, refuse, said === undefined ? '' : whose(said, crs));
  const firsts = inDegrees.flatMap(({ polygons }) => polygons[0]?.[0]?.slice(0, 1) ?? []);
  const most = (test: (position: Xy) => boolean): boolean => 2 * firsts.filter(test).length > firsts.length;
  const [first = [0, 0]] = firsts;
  if (
    most(([x, y]) =>
      city ? city.inCity([y, x]) && !city.inCity([x, y]) : Math.abs(y) > 90 && onEarth([y, x]),
    )
  )
    return refuse(`latitudes stand before longitudes: ${place(first)}`, SWAPPED);
  if (most((position) => !onEarth(position)))
    return refuse(
      `the coordinates look projected: the first is ${first.join(', ')}`,
      projected(city?.middle),
    );
  const near = city?.near ?? sideOf(firsts);
  const notes = [
    ...(held.format === 'GeoJSON' ? [] : [`this is ${held.format}; it was read as such`]),
    ...(system?.toDegrees ? [`coordinates were brought to WGS 84 from ${system.title}`] : []),
  ];
  return { features: inDegrees.map((one) => finished(one, near)), notes };
}

const whose = (said: string, crs: string | undefined): string =>
  crs === undefined
    ? `the file says that its coordinates are in ${said}`
    : `--crs says that the coordinates are in ${said}`;

const CONVERT =
  'Convert the file first, for example with ogr2ogr -t_srs EPSG:4326, or give the definition of the system in the words of PROJ ' +
  "or as WKT, as epsg.io has it: --crs '+proj=...'.";

/** What to do about metres that nobody says anything of, for a city at a place. */
const projected = (middle: Xy | undefined): string =>
  'Longitudes and latitudes in WGS 84 are wanted, not metres of VN-2000 or UTM: say which system it is, ' +
  `${middle ? `such as --crs ${likelyAt(middle).join(', ')}` : 'such as --crs EPSG:9210'}, ` +
  'or convert the file first, for example with ogr2ogr -t_srs EPSG:4326.';

const SWAPPED = 'In GeoJSON each position is longitude first, then latitude: export the file again.';

/** A feature before its place is understood. */
type Raw = Omit<Feature, 'middle' | 'faults'> & { unread: string | undefined };

function parsed(value: unknown, index: number): Raw {
  const one = feature.safeParse(value);
  const properties = new Map<string, string>();
  if (one.success) {
    for (const [name, found] of Object.entries(one.data.properties ?? {})) {
      const known = plain.safeParse(found);
      if (known.success) properties.set(name, String(known.data));
    }
    if (one.data.id !== undefined && !properties.has('id')) properties.set('id', String(one.data.id));
  }
  return { number: index + 1, properties, ...shapeIn(one.success ? one.data.geometry : undefined) };
}

/** The same in degrees. A file that says metres and has degrees is refused: nobody can tell which is right. */
function converted(
  raw: readonly Raw[],
  system: System | undefined,
  refuse: Refuse,
  says: string,
): readonly Raw[] {
  const toDegrees = system?.toDegrees;
  if (!toDegrees) return raw;
  const positions = raw.flatMap(({ polygons }) => polygons[0]?.[0]?.slice(0, 1) ?? []);
  const far = ([x, y]: Xy): boolean => {
    const [lon, lat] = toDegrees([x, y]);
    return Math.abs(lon - x) > 1 || Math.abs(lat - y) > 1;
  };
  if (positions.length > 0 && positions.every((at) => onEarth(at) && far(at)))
    return refuse(
      `${says}, but they are degrees: ${positions[0]?.join(', ')}`,
      'Where they are longitudes and latitudes of WGS 84, say --crs EPSG:4326; else convert the file anew, for example with ogr2ogr -t_srs EPSG:4326.',
    );
  return raw.map((one) => ({
    ...one,
    polygons: one.polygons.map((p) => p.map((ring) => ring.map(toDegrees))),
  }));
}

/** The longitude that positions of one city lie around, beyond 180 where they lie across the date line. */
function sideOf(positions: readonly Xy[]): number {
  const lons = positions.map(([lon]) => lon);
  const span = (of: readonly number[]): number => Math.max(...of) - Math.min(...of);
  const turned = lons.map((lon) => (lon < 0 ? lon + 360 : lon));
  const [side] = span(turned) < span(lons) ? turned : lons;
  return side ?? 0;
}

/** A feature on the city's side of the date line: parts that were only cut apart there are one again. */
function finished({ unread, ...one }: Raw, near: number): Feature {
  const turned = one.polygons.map((p) =>
    p.map((ring) => ring.map(([lon, lat]): Xy => [turnedTo(near, lon), lat])),
  );
  const cut = one.polygons.flat(2).filter(([lon]) => Math.abs(lon) === 180);
  const polygons = cut.some(([lon]) => lon < 0) && cut.some(([lon]) => lon > 0) ? joined(turned) : turned;
  const faults: Fault[] = unread === undefined ? soundness(polygons) : [{ kind: 'no polygon', says: unread }];
  return { ...one, polygons, middle: middleOfLargest(polygons), faults };
}

const joined = (polygons: readonly Polygon[]): Polygon[] =>
  union(polygons.map((polygon) => polygon.map((ring) => ring.map(([x, y]): [number, number] => [x, y])))).map(
    (polygon) => polygon.map((ring) => ring.map(([x, y]): Xy => [x, y])),
  );

/** What is wrong with a shape by itself. */
function soundness(polygons: Polygon[]): Fault[] {
  const rings = polygons.flat();
  const open = rings.find((ring) => ring.length < 4 || String(ring[0]) !== String(ring.at(-1)));
  if (open?.[0])
    return [{ kind: 'open ring', says: `has a ring that does not close, from ${place(open[0])}` }];
  if (open) return [{ kind: 'no polygon', says: 'has an empty ring' }];
  const area = polygons.reduce((sum, one) => sum + areaOfPolygon(one), 0);
  if (!(area > 0)) return [{ kind: 'no area', says: 'has no area' }];
  const { west, south, east, north } = boxOf(polygons);
  if (![west, south].every(Number.isFinite) || !onAxis([west, south]) || !onAxis([east, north]))
    return [
      { kind: 'outside', says: `has positions that are no longitude and latitude: ${place([west, south])}` },
    ];
  const crossed = crossings(rings);
  if (crossed.length === 0) return [];
  return [{ kind: 'self-crossing', says: `crosses itself at ${crossed.map(place).join(' and at ')}` }];
}

const onEarth = ([lon, lat]: Xy): boolean => Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
/** The same, also on the turn of the earth beside. */
const onAxis = ([lon, lat]: Xy): boolean => onEarth([lon / 2, lat]);
