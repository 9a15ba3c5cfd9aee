import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { topology } from 'topojson-server';
import { CitywallError } from '../../../sync/contract/errors.ts';
import { readPlaces } from '../profile-files.ts';
import { readBoundaries, type Findings } from './boundaries.ts';
import { report } from './report.ts';
import { textOf } from './text.ts';
import { areas, city, fileOf, given, outline } from './town.fixture.ts';

const read = (value: unknown, crs?: string): Findings =>
  readBoundaries(typeof value === 'string' ? value : JSON.stringify(value), 'town.json', areas, city, crs);
const matched = ({ units }: Findings): number => units.filter(({ faults }) => faults.length === 0).length;
const says = (findings: Findings): string => report(findings, 'town.json').join('\n');
const refusal = (make: () => unknown): string => {
  try {
    make();
  } catch (error) {
    if (error instanceof CitywallError) return `${error.message} ${error.hint}`;
    throw error;
  }
  throw new Error('nothing was refused');
};

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
/** The town's file with each position changed. */
const moved = (by: (x: number, y: number) => number[], more: object = {}): string =>
  fileOf(
    given().map((one, i) => ({
      ...one,
      geometry: { type: 'Polygon', coordinates: [outline(i).map(([x, y]) => by(x, y))] },
    })),
    more,
  );
const named = (name: string): object => ({ crs: { type: 'name', properties: { name } } });

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

describe('coordinate systems', () => {
  const old = { crs: { type: 'EPSG', properties: { code: 4326 } } };
  const mercator = (x: number, y: number): number[] => [
    (x * 20_037_508.34) / 180,
    (Math.log(Math.tan(((90 + y) * Math.PI) / 360)) * 20_037_508.34) / Math.PI,
  ];

  it.each<[string, unknown]>([
    ['as GeoJSON had it before 2008', fileOf(given(), old)],
    ['by a name of WGS 84', fileOf(given(), named('WGS 84'))],
    ['nothing at all', fileOf(given(), { crs: null })],
  ])('degrees are degrees: %s', (_, text) => {
    const found = read(text);
    expect([matched(found), found.notes]).toEqual([6, []]);
  });

  it('metres are brought to degrees, and it is said from where', () => {
    for (const found of [read(moved(mercator, named('EPSG:3857'))), read(moved(mercator), '3857')]) {
      expect(matched(found)).toBe(6);
      expect(says(found)).toContain('coordinates were brought to WGS 84 from Web Mercator (EPSG:3857)');
    }
    const lon = read(moved(mercator, named('EPSG:3857'))).shapes[5]?.polygons[0]?.[0]?.[0]?.[0];
    expect(lon).toBeCloseTo(106.74, 1);
  });

  it.each<[string, () => unknown, string, string]>([
    [
      'metres of nobody',
      () => read(moved(mercator)),
      'look projected',
      '--crs EPSG:9213 (VN-2000, central meridian 106.5)',
    ],
    [
      'a system that is not known',
      () => read(fileOf(given(), named('EPSG:31370'))),
      'the file says that its coordinates are in EPSG:31370, which is not known here',
      "--crs '+proj=",
    ],
    [
      'an option that is none',
      () => read(fileOf(given()), 'ours'),
      '--crs says that the coordinates are in ours',
      'PROJ',
    ],
    [
      'degrees that are said to be metres',
      () => read(fileOf(given(), named('urn:ogc:def:crs:EPSG::9210'))),
      'but they are degrees',
      '--crs EPSG:4326',
    ],
  ])('refused: %s', (_, make, what, hint) => {
    const said = refusal(make);
    expect(said).toContain(what);
    expect(said).toContain(hint);
  });

  it('on the date line latitudes before longitudes are told, too', () => {
    const east = 73.3;
    const datum = {
      ...city,
      map: {
        ...city.map,
        bounds: [
          [179.99, 10.8],
          [180.07, 10.84],
        ] as typeof city.map.bounds,
      },
    };
    const there = areas.map((area) => ({
      ...area,
      centroid: [area.centroid[0] + east, area.centroid[1]] as [number, number],
    }));
    const onEarth = (lon: number): number => (lon > 180 ? lon - 360 : lon);
    const file = (by: (lon: number, lat: number) => number[]): string =>
      moved((x, y) => by(onEarth(x + east), y));
    const found = readBoundaries(
      file((lon, lat) => [lon, lat]),
      'town.json',
      there,
      datum,
    );
    expect(matched(found)).toBe(6);
    expect(
      refusal(() =>
        readBoundaries(
          file((lon, lat) => [lat, lon]),
          'town.json',
          there,
          datum,
        ),
      ),
    ).toContain('latitudes stand before longitudes');
  });

  it('parts that were only cut at the date line are one again', () => {
    const datum = {
      ...city,
      map: {
        ...city.map,
        bounds: [
          [179.5, -17],
          [180.5, -16],
        ] as typeof city.map.bounds,
      },
    };
    const [west, east] = areas.map((area, i) => ({
      ...area,
      centroid: [179.8 + 0.5 * i, -16.5] as [number, number],
    }));
    const box = (from: number, to: number): number[][][] => [
      [
        [from, -17],
        [to, -17],
        [to, -16],
        [from, -16],
        [from, -17],
      ],
    ];
    const feature = (ma: string, ...parts: number[][][][]): unknown => ({
      ...{ type: 'Feature', properties: { ma } },
      geometry: { type: 'MultiPolygon', coordinates: parts },
    });
    const file = fileOf([
      feature('101', box(179.6, 180), box(-180, -179.9)),
      feature('102', box(-179.9, -179.6)),
    ]);
    const { shapes } = readBoundaries(file, 'town.json', west && east ? [west, east] : [], datum);
    expect(shapes.map(({ polygons }) => polygons.length)).toEqual([1, 1]);
    const lons = shapes.map(({ polygons }) => polygons.flat(2).map(([lon]) => lon));
    expect(lons.map((of) => [Math.min(...of), Math.max(...of)])).toEqual([
      [179.6, 180.1],
      [180.1, 180.4],
    ]);
  });

  it('degrees that are wrongly said to be metres are read where the option says so', () => {
    expect(matched(read(fileOf(given(), named('EPSG:9210')), 'EPSG:4326'))).toBe(6);
  });
});

/** Boundary files that once showed a fault, and what must be said of each. */
const cases = new URL('../../../../shared/cases/', import.meta.url).pathname;
describe.skipIf(!existsSync(cases))(
  'boundaries of the shared cases (skipped where ../shared/cases is absent)',
  () => {
    const of = (name: string, profile = 'la-iso'): string => {
      const places = readPlaces(path.join(cases, `profile-${profile}`));
      try {
        const file = path.join(cases, name);
        return report(readBoundaries(textOf(file), name, places.areas, places.city), name).join('\n');
      } catch (error) {
        return error instanceof CitywallError ? `refused: ${error.message} ${error.hint}` : String(error);
      }
    };
    const BOTH = '2 of 2 areas have one sound shape';

    it.each<[string, string[], string?]>([
      ['b-multipolygon-empty-part.geojson', [BOTH, 'its part 2 of 2 is empty, and left out']],
      ['b-crs-old-style.geojson', [BOTH]],
      ['b-wgs84-name.geojson', [BOTH]],
      ['b-crs-4326-version.geojson', [BOTH]],
      [
        'b-topojson.json',
        ['refused', 'this is TopoJSON, and none of its objects (a) holds a polygon', 'topo2geo'],
      ],
      ['b-esri.json', ['this is Esri JSON', 'west West: feature 1, by code in id', 'east East: no feature']],
      [
        'b-antimeridian.geojson',
        [BOTH, 'west West: feature 1, by code in id', 'east East: feature 2'],
        'antimeridian',
      ],
      ['b-3d-and-clockwise.geojson', [BOTH]],
      ['b-duplicate-vertices.geojson', [BOTH]],
      ['b-geometry-collection.geojson', [BOTH]],
      ['b-hole-and-lake.geojson', [BOTH, 'unmatched']],
      ['b-latlon.geojson', ['refused', 'latitudes stand before longitudes', 'export the file again']],
      ['b-lines.geojson', [BOTH]],
      [
        'b-multipolygon-none.geojson',
        ['west West: has no Polygon or MultiPolygon: its MultiPolygon is empty'],
      ],
      ['b-null-geometry.geojson', ['west West: has no Polygon or MultiPolygon: its geometry is null']],
      ['b-number-codes.geojson', ['0 of 2 areas', '2 renamed']],
      ['b-one-feature.geojson', ['west West: feature 1', 'east East: no feature has its code or its name']],
      ['b-polygon-none.geojson', ['west West: has no Polygon or MultiPolygon: its Polygon is empty']],
      ['b-utf16.geojson', [BOTH]],
      ['b-utm.geojson', ['refused', 'the coordinates look projected', '--crs EPSG:32610']],
      ['b-vn2000-latlon.geojson', [BOTH, 'coordinates were brought to WGS 84 from VN-2000 (EPSG:4756)']],
    ])('%s', (name, expected, profile) => {
      const said = of(name, profile);
      for (const words of expected) expect(said).toContain(words);
    });
  },
);
