import { describe, expect, it } from 'vitest';
import { topology } from 'topojson-server';
import type { Findings } from './boundaries.ts';
import { matched, read, refusal, says } from './reading.fixture.ts';
import { fileOf, given, outline } from './town.fixture.ts';

/** The town as TopoJSON, its areas under a name beside objects of other things. */
const asTopology = (...names: string[]): object => {
  const all = { type: 'FeatureCollection', features: given() } as GeoJSON.FeatureCollection;
  const line = { type: 'LineString', coordinates: outline(0).map(([x, y]) => [x, y]) } as GeoJSON.LineString;
  return { ...topology({ roads: line, ...Object.fromEntries(names.map((name) => [name, all])) }, 1e6) };
};
/** The town as Esri's services write it, its rings clockwise. */
const asEsri = (more: object = {}): object => ({
  ...{ geometryType: 'esriGeometryPolygon', spatialReference: { wkid: 4326 }, ...more },
  features: given().map(({ properties }, i) => ({
    attributes: properties,
    geometry: { rings: [outline(i).toReversed()] },
  })),
});
describe('formats that are read, and named', () => {
  it.each<[string, unknown, string]>([
    ['TopoJSON', asTopology('wards'), 'this is TopoJSON, its object wards; it was read as such'],
    ['Esri JSON', asEsri(), 'this is Esri JSON; it was read as such'],
    [
      'features line by line',
      given()
        .map((one) => JSON.stringify(one))
        .join('\n'),
      '',
    ],
    [
      'a sequence of records',
      given()
        .map((one) => `\u001E${JSON.stringify(one)}\r\n`)
        .join(''),
      '',
    ],
  ])('%s', (_, value, note) => {
    const found = read(value);
    expect(matched(found)).toBe(6);
    expect(says(found)).toContain(note);
  });

  it('a single feature is one, and the others are missing', () => {
    const found = read(given()[0]);
    expect(found.units.map(({ faults }) => faults.map(({ kind }) => kind))).toEqual([
      [],
      ...Array.from({ length: 5 }, () => ['missing']),
    ]);
  });

  it('holes of Esri’s flat lists go where they lie', () => {
    const hole = [
      [106.705, 10.805],
      [106.71, 10.805],
      [106.71, 10.81],
      [106.705, 10.805],
    ];
    const file = asEsri() as { features: { geometry: { rings: number[][][] } }[] };
    file.features[0]?.geometry.rings.unshift(hole);
    const found = read(file);
    expect(matched(found)).toBe(6);
    expect(found.shapes[0]?.polygons.map(({ length }) => length)).toEqual([2]);
  });

  it.each<[string, unknown, string, string]>([
    [
      'TopoJSON without a polygon',
      asTopology(),
      'this is TopoJSON, and none of its objects (roads) holds a polygon',
      'topo2geo',
    ],
    [
      'TopoJSON with two',
      asTopology('wards', 'districts'),
      'several objects that hold polygons: wards, districts',
      'Leave in',
    ],
    ['broken TopoJSON', { type: 'Topology', objects: {} }, 'this is TopoJSON, but broken', 'GeoJSON'],
    [
      'TopoJSON without an arc',
      { type: 'Topology', arcs: [], objects: { a: { type: 'Polygon', arcs: [[4]] } } },
      'its object a names an arc that it does not have',
      'GeoJSON',
    ],
    [
      'Esri’s points',
      asEsri({ geometryType: 'esriGeometryPoint' }),
      'Esri JSON of points, not of polygons',
      'areas',
    ],
    [
      'a bare polygon',
      { type: 'Polygon', coordinates: [outline(0)] },
      'a bare Polygon, without a name',
      'FeatureCollection',
    ],
    ['a list', [1, 2], 'no GeoJSON', 'GeoJSON'],
  ])('is refused by its name: %s', (_, value, what, hint) => {
    const said = refusal(() => read(value));
    expect(said).toContain(what);
    expect(said).toContain(hint);
  });
});

describe('geometries', () => {
  const changed = (geometry: unknown): Findings =>
    read(fileOf([{ ...given()[0], geometry }, ...given().slice(1)]));

  it.each<[string, unknown, string]>([
    ['null', null, 'has no Polygon or MultiPolygon: its geometry is null'],
    ['an empty Polygon', { type: 'Polygon', coordinates: [] }, 'its Polygon is empty'],
    ['an empty MultiPolygon', { type: 'MultiPolygon', coordinates: [] }, 'its MultiPolygon is empty'],
    [
      'a MultiPolygon of nothing',
      { type: 'MultiPolygon', coordinates: [[], [[]]] },
      'its MultiPolygon is empty',
    ],
    ['points', { type: 'MultiPoint', coordinates: outline(0) }, 'but a MultiPoint'],
    [
      'a collection of lines',
      { type: 'GeometryCollection', geometries: [{ type: 'Point', coordinates: [1, 2] }] },
      'in its GeometryCollection',
    ],
  ])('without a shape are told: %s', (_, geometry, what) => {
    const found = changed(geometry);
    expect(found.units[0]?.faults).toEqual([{ kind: 'no polygon', says: expect.stringContaining(what) }]);
    expect(matched(found)).toBe(5);
  });

  it.each<[string, unknown, string]>([
    [
      'an empty part',
      { type: 'MultiPolygon', coordinates: [[outline(0)], []] },
      'its part 2 of 2 is empty, and left out',
    ],
    [
      'an empty ring',
      { type: 'MultiPolygon', coordinates: [[[]], [outline(0)]] },
      'its part 1 of 2 is empty, and left out',
    ],
    [
      'a line beside a polygon',
      {
        type: 'GeometryCollection',
        geometries: [
          { type: 'Polygon', coordinates: [outline(0)] },
          { type: 'LineString', coordinates: outline(0) },
        ],
      },
      '1 of 2 parts of its GeometryCollection are left out',
    ],
  ])('are read without what is none, and told: %s', (_, geometry, note) => {
    const found = changed(geometry);
    expect(matched(found)).toBe(6);
    expect(says(found)).toContain(`101 Bến Thành: feature 1, by code in ma; ${note}`);
  });
});
