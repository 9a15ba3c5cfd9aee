import { describe, expect, it } from 'vitest';
import { readBoundaries } from './boundaries.ts';
import { matched, read, refusal, says } from './reading.fixture.ts';
import { areas, city, fileOf, given, outline } from './town.fixture.ts';

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
