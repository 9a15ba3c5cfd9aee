import { z } from 'zod';
import { CitywallError } from '../../../sync/contract/errors.ts';
import { syntaxFault } from '../../../sync/profile/syntax.ts';
import type { Xy } from '../power.ts';
import { crossings } from './crossings.ts';
import { place, type Fault } from './faults.ts';
import { areaOfPolygon, boxOf, middleOfLargest, type Polygon } from './geometry.ts';

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
}

const plain = z.union([z.string(), z.number()]);
const collection = z.object({
  type: z.literal('FeatureCollection'),
  crs: z.object({ properties: z.object({ name: z.string() }) }).nullish(),
  features: z.array(z.unknown()).min(1),
});
const feature = z.object({
  type: z.literal('Feature'),
  id: plain.optional().catch(undefined),
  properties: z.record(z.string(), z.unknown()).nullish(),
  geometry: z.unknown(),
});
const position = z
  .array(z.number())
  .min(2)
  .transform(([x = 0, y = 0]): Xy => [x, y]);
const polygon = z.array(z.array(position)).min(1);
const geometry = z.union([
  z.object({ type: z.literal('Polygon'), coordinates: polygon }).transform((g) => [g.coordinates]),
  z
    .object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon).min(1) })
    .transform((g) => g.coordinates),
]);

/**
 * Reads a boundary file: a FeatureCollection in WGS 84 of what lies mostly in the city. Raises `boundaries-invalid` where the text
 * is no such thing; what is wrong with one feature is noted with it.
 */
export function readFeatures(text: string, file: string, inCity: (position: Xy) => boolean): Feature[] {
  const raise = (what: string, hint: string, cause?: unknown): never => {
    throw new CitywallError('boundaries-invalid', { what, where: file, hint }, { cause });
  };
  const parsed = collection.safeParse(parse(text, raise));
  if (!parsed.success)
    return raise(
      `the file is no GeoJSON FeatureCollection: ${z.prettifyError(parsed.error)}`,
      'Give a GeoJSON file whose features are the units, one feature a unit.',
    );
  const system = parsed.data.crs?.properties.name;
  if (system !== undefined && !/(CRS:?:?84|EPSG:(?:[^:]*):?4326)$/i.test(system))
    raise(`the file says that its coordinates are in ${system}`, PROJECTED);
  const features = parsed.data.features.map(read);
  const firsts = features.flatMap(({ polygons }) => polygons[0]?.[0]?.slice(0, 1) ?? []);
  const most = (test: (position: Xy) => boolean): boolean => 2 * firsts.filter(test).length > firsts.length;
  if (most(([x, y]) => inCity([y, x]) && !inCity([x, y])))
    raise(`latitudes stand before longitudes: ${place(firsts[0] ?? [0, 0])}`, SWAPPED);
  if (most((position) => !onEarth(position)))
    raise(`the coordinates look projected: the first is ${firsts[0]?.join(', ')}`, PROJECTED);
  return features;
}

const PROJECTED =
  'Longitudes and latitudes in WGS 84 are wanted, not metres of VN-2000 or UTM: convert the file first, for example with ' +
  'ogr2ogr -t_srs EPSG:4326.';

const SWAPPED = 'In GeoJSON each position is longitude first, then latitude: export the file again.';

function parse(text: string, raise: (what: string, hint: string, cause: unknown) => never): unknown {
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  try {
    return JSON.parse(json);
  } catch (error) {
    const fault = syntaxFault(json);
    const where = fault && `line ${fault.line}, column ${fault.column}: expected ${fault.expected}`;
    return raise(
      `the file is not JSON: ${where ?? String(error)}`,
      'Export the file again as GeoJSON.',
      error,
    );
  }
}

function read(value: unknown, index: number): Feature {
  const number = index + 1;
  const one = feature.safeParse(value);
  const properties = new Map<string, string>();
  if (one.success) {
    for (const [name, found] of Object.entries(one.data.properties ?? {})) {
      const known = plain.safeParse(found);
      if (known.success) properties.set(name, String(known.data));
    }
    if (one.data.id !== undefined && !properties.has('id')) properties.set('id', String(one.data.id));
  }
  const shape = geometry.safeParse(one.success ? one.data.geometry : undefined);
  const polygons = shape.success ? shape.data : [];
  return { number, properties, polygons, middle: middleOfLargest(polygons), faults: soundness(polygons) };
}

/** What is wrong with a shape by itself. */
function soundness(polygons: Polygon[]): Fault[] {
  if (polygons.length === 0)
    return [{ kind: 'no polygon', says: 'has no Polygon or MultiPolygon of numbers' }];
  const rings = polygons.flat();
  const open = rings.find((ring) => ring.length < 4 || String(ring[0]) !== String(ring.at(-1)));
  if (open?.[0])
    return [{ kind: 'open ring', says: `has a ring that does not close, from ${place(open[0])}` }];
  if (open) return [{ kind: 'no polygon', says: 'has an empty ring' }];
  const area = polygons.reduce((sum, one) => sum + areaOfPolygon(one), 0);
  if (!(area > 0)) return [{ kind: 'no area', says: 'has no area' }];
  const { west, south, east, north } = boxOf(polygons);
  if (![west, south].every(Number.isFinite) || !onEarth([west, south]) || !onEarth([east, north]))
    return [
      { kind: 'outside', says: `has positions that are no longitude and latitude: ${place([west, south])}` },
    ];
  const crossed = crossings(rings);
  if (crossed.length === 0) return [];
  return [{ kind: 'self-crossing', says: `crosses itself at ${crossed.map(place).join(' and at ')}` }];
}

const onEarth = ([lon, lat]: Xy): boolean => Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
