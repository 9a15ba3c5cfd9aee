import { feature as featureOf } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import { z } from 'zod';
import { syntaxFault } from '../../../sync/profile/syntax.ts';
import type { Xy } from '../power.ts';
import { areaOfPolygon, signedArea, within, type Polygon } from './geometry.ts';

/** What a boundary file holds, whatever its format: features as GeoJSON has them, unchecked. */
export interface Held {
  format: string;
  features: unknown[];
  /** The coordinate system that it names, as it names it. */
  system: string | undefined;
}

/** Tells what is wrong with the whole file, and what to do. Never returns. */
export type Refuse = (what: string, hint: string, cause?: unknown) => never;

const AGAIN = 'Export the file again as GeoJSON, one feature a unit.';

/** Reads the text of a boundary file: GeoJSON, one object a line too, TopoJSON, or Esri's JSON. */
export function heldIn(text: string, refuse: Refuse): Held {
  const value = parse(text.startsWith('\uFEFF') ? text.slice(1) : text, refuse);
  if (lines.safeParse(value).success)
    return { format: 'GeoJSON', features: value as unknown[], system: undefined };
  const object = z.looseObject({}).safeParse(value);
  if (!object.success) return refuse('the file is no GeoJSON: it holds no object', AGAIN);
  const { type } = object.data;
  if (type === 'Topology') return topology(value, refuse);
  if ('geometryType' in object.data || ('spatialReference' in object.data && 'features' in object.data))
    return esri(value, refuse);
  if (type === 'Feature') {
    if (object.data['geometry'] !== undefined)
      return { format: 'GeoJSON', features: [value], system: systemIn(object.data['crs']) };
    return refuse('the file is no GeoJSON FeatureCollection, but one Feature without a shape', AGAIN);
  }
  if (typeof type === 'string' && GEOMETRIES.has(type))
    return refuse(
      `the file is a bare ${type}, without a name or a code`,
      'Give a FeatureCollection: one feature a unit, its code or name among its properties.',
    );
  const parsed = collection.safeParse(value);
  if (!parsed.success)
    return refuse(`the file is no GeoJSON FeatureCollection: ${z.prettifyError(parsed.error)}`, AGAIN);
  if (parsed.data.features.length === 0)
    return refuse('the file is no GeoJSON FeatureCollection of areas: it has no feature', AGAIN);
  return { format: 'GeoJSON', features: parsed.data.features, system: systemIn(parsed.data.crs) };
}

const GEOMETRIES = new Set([
  ...['Polygon', 'MultiPolygon', 'GeometryCollection'],
  ...['Point', 'MultiPoint', 'LineString', 'MultiLineString'],
]);
const collection = z.object({
  type: z.literal('FeatureCollection'),
  crs: z.unknown().optional(),
  features: z.array(z.unknown()),
});
const lines = z.array(z.looseObject({ type: z.literal('Feature') })).min(1);

/** JSON; else JSON line by line, as `.geojsonl` files have it, with or without the mark of a record before each. */
function parse(json: string, refuse: Refuse): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    const rows = json.split('\n').map((row) => row.replace('\u001E', '').trim());
    const filled = rows.filter((row) => row !== '');
    const found = filled.flatMap((row): unknown[] => {
      try {
        return [JSON.parse(row)];
      } catch {
        return [];
      }
    });
    if (found.length === filled.length && lines.safeParse(found).success) return found;
    const fault = syntaxFault(json);
    const where = fault && `line ${fault.line}, column ${fault.column}: expected ${fault.expected}`;
    return refuse(
      `the file is not JSON: ${where ?? String(error)}`,
      'Export the file again as GeoJSON.',
      error,
    );
  }
}

const crs = z.union([
  z.string(),
  z.object({ properties: z.object({ name: z.string() }) }).transform(({ properties }) => properties.name),
  // Before GeoJSON 2008: { "type": "EPSG", "properties": { "code": 4326 } }.
  z
    .object({ properties: z.object({ code: z.union([z.number(), z.string()]) }) })
    .transform(({ properties }) => String(properties.code)),
  z.object({ properties: z.object({ href: z.string() }) }).transform(({ properties }) => properties.href),
]);

/** The name of a system in GeoJSON's old member `crs`; its whole text where it is written in no known way. */
function systemIn(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  const read = crs.safeParse(value);
  return read.success ? read.data : JSON.stringify(value);
}

const topologyFile = z.looseObject({
  objects: z.record(z.string(), z.looseObject({ type: z.string() })),
  arcs: z.array(z.array(z.array(z.number()))),
});

function topology(value: unknown, refuse: Refuse): Held {
  const parsed = topologyFile.safeParse(value);
  if (!parsed.success) return refuse(`this is TopoJSON, but broken: ${z.prettifyError(parsed.error)}`, AGAIN);
  const read = Object.keys(parsed.data.objects).map((name) => {
    try {
      return { name, features: unfolded(value as Topology, name) };
    } catch (cause) {
      return refuse(
        `this is TopoJSON, and its object ${name} names an arc that it does not have`,
        AGAIN,
        cause,
      );
    }
  });
  const full = read.filter(({ features }) => features.some(hasPolygon));
  const [one, another] = full;
  const names = (of: readonly { name: string }[]): string => of.map(({ name }) => name).join(', ');
  if (one === undefined)
    return refuse(
      `this is TopoJSON, and none of its objects (${names(read)}) holds a polygon`,
      'Give the file whose objects are the areas, or export them as GeoJSON: npx -p topojson-client topo2geo.',
    );
  if (another !== undefined)
    return refuse(
      `this is TopoJSON with several objects that hold polygons: ${names(full)}`,
      'Leave in the file the one that holds the areas.',
    );
  return {
    format: `TopoJSON, its object ${one.name}`,
    features: one.features,
    system: systemIn(parsed.data['crs']),
  };
}

function unfolded(value: Topology, name: string): unknown[] {
  const object = value.objects[name];
  if (object === undefined) return [];
  const read = featureOf(value, object);
  return read.type === 'FeatureCollection' ? read.features : [read];
}

const hasPolygon = (value: unknown): boolean =>
  z
    .object({ geometry: z.object({ type: z.enum(['Polygon', 'MultiPolygon', 'GeometryCollection']) }) })
    .safeParse(value).success;

const esriFile = z.looseObject({
  geometryType: z.string().optional(),
  spatialReference: z.unknown().optional(),
  features: z.array(
    z.looseObject({
      attributes: z.record(z.string(), z.unknown()).nullish(),
      geometry: z.looseObject({ rings: z.array(z.array(z.array(z.number()).min(2))).optional() }).nullish(),
    }),
  ),
});
const reference = z.union([
  z.object({ latestWkid: z.int() }).transform(({ latestWkid }) => String(latestWkid)),
  z.object({ wkid: z.int() }).transform(({ wkid }) => String(wkid)),
  z.object({ wkt: z.string() }).transform(({ wkt }) => wkt),
]);

function esri(value: unknown, refuse: Refuse): Held {
  const parsed = esriFile.safeParse(value);
  if (!parsed.success)
    return refuse(
      `this is Esri JSON, but broken: ${z.prettifyError(parsed.error)}`,
      'Export the layer again as GeoJSON: ask the service with f=geojson.',
    );
  const { geometryType, features, spatialReference } = parsed.data;
  if (geometryType !== undefined && geometryType !== 'esriGeometryPolygon')
    return refuse(
      `this is Esri JSON of ${geometryType.replace('esriGeometry', '').toLowerCase()}s, not of polygons`,
      'Give the layer whose features are the areas.',
    );
  const system = reference.safeParse(spatialReference);
  return {
    format: 'Esri JSON',
    system: system.success ? system.data : undefined,
    features: features.map(({ attributes, geometry }) => ({
      type: 'Feature',
      properties: attributes,
      geometry: geometry?.rings && { type: 'MultiPolygon', coordinates: polygonsOfRings(geometry.rings) },
    })),
  };
}

/** Esri has all rings of a shape in one list: the outer ones clockwise, each hole after nobody in particular. */
function polygonsOfRings(rings: readonly number[][][]): Polygon[] {
  const flat = rings.map((ring) => ring.map(([x = 0, y = 0]): Xy => [x, y]));
  const outer = flat.filter((ring) => signedArea(ring) <= 0);
  // Some writers do not mind the direction: then every ring is one of its own.
  if (outer.length === 0) return flat.map((ring) => [ring]);
  const polygons = outer.map((ring) => [ring]).toSorted((a, b) => areaOfPolygon(a) - areaOfPolygon(b));
  for (const hole of flat.filter((ring) => signedArea(ring) > 0)) {
    const holder = polygons.find(
      ([own = []]) => 2 * hole.filter((at) => within([own], at)).length > hole.length,
    );
    if (holder) holder.push(hole);
    else polygons.push([hole]);
  }
  return polygons;
}
