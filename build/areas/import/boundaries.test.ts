import { describe, expect, it } from 'vitest';
import { CitywallError } from '../../../sync/contract/errors.ts';
import { readBoundaries, type Findings } from './boundaries.ts';
import { report } from './report.ts';
import { areas, city, fileOf, given, outline, type GivenFeature } from './town.fixture.ts';

const read = (features: unknown, more: object = {}): Findings =>
  readBoundaries(fileOf(features, more), 'town.geojson', areas, city);
/** The town's file with one feature changed, or several. */
const changed = (i: number, change: (feature: GivenFeature) => unknown): unknown[] =>
  given().flatMap((feature, k) => (k === i ? change(feature) : [feature]));
const shaped = (feature: GivenFeature, coordinates: unknown, type = 'Polygon'): GivenFeature => ({
  ...feature,
  geometry: { type, coordinates },
});
/** Faults by area, as `102 missing`. */
const faults = ({ units }: Findings): string[] =>
  units.flatMap(({ area, faults: found }) => found.map(({ kind }) => `${area.id} ${kind}`));
const says = (findings: Findings): string => report(findings, 'town.geojson').join('\n');
const refusal = (make: () => unknown): CitywallError => {
  try {
    make();
  } catch (error) {
    if (error instanceof CitywallError) return error;
  }
  throw new Error('nothing was refused');
};

describe('a sound file', () => {
  it('gives every area its shape, by its code', () => {
    const found = read(given());
    expect(faults(found)).toEqual([]);
    expect(found.shapes.map(({ id }) => id)).toEqual(areas.map(({ id }) => id));
    expect(says(found)).toContain('102 Xuân Hoà: feature 2, by code in ma');
    expect(says(found)).toContain('6 of 6 areas have one sound shape');
  });

  it('does with names alone, and says where the file has another than the profile', () => {
    const named = read(given().map((f) => ({ ...f, properties: { ten: f.properties['ten'] } })));
    expect(faults(named)).toEqual([]);
    expect(says(named)).toContain('101 Bến Thành: feature 1, by name without its type in ten');
    const renamed = read(changed(1, (f) => ({ ...f, properties: { ...f.properties, ten: 'Phường Mới' } })));
    expect(faults(renamed)).toEqual([]);
    expect(says(renamed)).toContain('102 Xuân Hoà: feature 2, by code in ma; called Phường Mới there');
  });

  it('takes heights, a byte order mark, WGS 84 by its old name, and several polygons of one area', () => {
    const islet = [106.7, 106.701, 106.701, 106.7].map((x, i) => [x, [10.79, 10.79, 10.791, 10.79][i], 3]);
    const features = changed(0, (f) =>
      shaped(f, [[outline(0).map(([x, y]) => [x, y, 4.2])], [islet]], 'MultiPolygon'),
    );
    const text = `\uFEFF${fileOf(features, { crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } } })}`;
    const found = readBoundaries(text, 'town.geojson', areas, city);
    expect(faults(found)).toEqual([]);
    expect(found.shapes[0]?.polygons).toHaveLength(2);
  });

  it('is made small with shared borders kept', () => {
    const found = read(given(2000));
    expect(faults(found)).toEqual([]);
    expect(found.before).toBeGreaterThan(40_000);
    expect(found.after).toBeLessThan(2000);
    const seen = new Map<string, number>();
    for (const { polygons } of found.shapes)
      for (const ring of polygons.flat())
        ring.slice(1).forEach((to, i) => {
          const ends = [String(ring[i]), String(to)].toSorted().join(' ');
          seen.set(ends, (seen.get(ends) ?? 0) + 1);
        });
    // Of 17 borders, 7 are between two areas, about as long as each other.
    const twice = [...seen.values()].filter((n) => n === 2).length;
    expect(Math.max(...seen.values())).toBe(2);
    expect(twice / seen.size).toBeGreaterThan(0.3);
    for (const [x, y] of found.shapes.flatMap(({ polygons }) => polygons.flat(2)))
      expect([x, y]).toEqual([Number(x.toFixed(5)), Number(y.toFixed(5))]);
  });

  it('lets slivers along a border drawn twice be', () => {
    const shifted = changed(1, (f) => shaped(f, [outline(1).map(([x, y]) => [x - 0.00006, y])]));
    expect(faults(read(shifted))).toEqual([]);
  });
});

describe('a faulty unit is told, and what is wrong with it', () => {
  it.each<[string, unknown[], string[], string]>([
    ['missing', changed(1, () => []), ['102 missing'], '102 Xuân Hoà: no feature has its code or its name'],
    [
      'duplicate',
      changed(1, (f) => [f, f]),
      ['102 duplicate'],
      '2 features are it: 2 (code in ma), 3 (code in ma)',
    ],
    [
      'renamed',
      changed(1, (f) => ({ ...f, properties: { OBJECTID: 2, ma: 999, ten: 'Phường Mới' } })),
      ['102 renamed'],
      '102 Xuân Hoà: feature 2 lies there but is called Phường Mới; if it is the same, give it the property id 102',
    ],
    [
      'self-crossing',
      changed(1, (f) => {
        const ring = outline(1);
        return shaped(f, [[...ring.slice(0, 60), ...ring.slice(60, 100).toReversed(), ...ring.slice(100)]]);
      }),
      ['102 self-crossing'],
      'Xuân Hoà: crosses itself at 106.7',
    ],
    [
      'an open ring',
      changed(1, (f) => shaped(f, [outline(1).slice(0, -1)])),
      ['102 open ring'],
      'from 106.72000, 10.80000',
    ],
    [
      'no polygon',
      changed(1, (f) => shaped(f, outline(1), 'LineString')),
      ['102 no polygon'],
      'no Polygon or MultiPolygon',
    ],
    [
      'no geometry',
      changed(1, (f) => ({ ...f, geometry: null })),
      ['102 no polygon'],
      'no Polygon or MultiPolygon',
    ],
    ['words for numbers', changed(1, (f) => shaped(f, [[['a', 'b']]])), ['102 no polygon'], 'of numbers'],
    [
      'no area',
      changed(1, (f) =>
        shaped(f, [
          [
            [106.7, 10.8],
            [106.71, 10.81],
            [106.7, 10.8],
            [106.7, 10.8],
          ],
        ]),
      ),
      ['102 no area'],
      'has no area',
    ],
    [
      'outside',
      changed(1, (f) => shaped(f, [outline(1).map(([x, y]) => [x - 1, y + 10])])),
      ['102 outside'],
      'lies outside the city, about 105.7',
    ],
    [
      'a part far away',
      changed(1, (f) =>
        shaped(f, [[outline(1)], [outline(1).map(([x, y]) => [x + 0.5, y + 3])]], 'MultiPolygon'),
      ),
      ['102 outside'],
      'has a part far from the city',
    ],
    [
      'overlap',
      changed(1, (f) =>
        shaped(f, [outline(1).map(([x, y]) => [x < 106.7212 && y < 10.8195 ? x - 0.004 : x, y])]),
      ),
      ['101 overlap', '102 overlap'],
      '102 Xuân Hoà: lies over Bến Thành (101), 0.9 km², 18 % of the smaller, at 106.718',
    ],
    [
      'the same shape twice',
      changed(1, (f) => shaped(f, [outline(0)])),
      ['101 overlap', '102 overlap'],
      '100 % of the smaller',
    ],
  ])('%s', (_, features, expected, words) => {
    const found = read(features);
    expect(faults(found)).toEqual(expected);
    expect(says(found)).toContain(words);
    const ids = expected.map((line) => line.slice(0, 3));
    expect(found.shapes.map(({ id }) => id)).toEqual(
      areas.map(({ id }) => id).filter((id) => !ids.includes(id)),
    );
  });

  it('all at once, each by itself', () => {
    const features = given().flatMap((f, i): unknown[] => {
      if (i === 0) return [];
      if (i === 1) return [f, f];
      if (i === 2) return [{ ...f, properties: { ten: 'Lạ' } }];
      return i === 3 ? [shaped(f, [outline(3).slice(1)])] : [f];
    });
    expect(faults(read(features))).toEqual(['101 missing', '102 duplicate', '103 renamed', '104 open ring']);
  });

  it('a feature of no area stops nothing: inside the city it is named, elsewhere counted', () => {
    const [first] = given();
    const stranger = { ...first, properties: { ten: 'Chợ' } };
    const abroad = shaped(
      {
        ...given()[0],
        type: 'Feature',
        properties: { ten: 'Bến Thành' },
        geometry: { type: '', coordinates: [] },
      },
      [outline(0).map(([x, y]) => [x + 3, y + 3])],
    );
    const found = read([...given(), stranger, abroad]);
    expect(faults(found)).toEqual([]);
    expect(says(found)).toContain('feature 7: no area has its code or its name; nearest is Bến Thành (101)');
    expect(says(found)).toContain('1 feature outside the city, left out');
  });
});

describe('a file of no use is refused', () => {
  it.each<[string, () => unknown, string, string]>([
    ['not JSON', () => readBoundaries('{"type":', 'x', areas, city), 'the file is not JSON: line 1', 'again'],
    [
      'a single feature',
      () => readBoundaries('{"type":"Feature"}', 'x', areas, city),
      'no GeoJSON FeatureCollection',
      '',
    ],
    ['no features', () => read([]), 'no GeoJSON FeatureCollection', 'one feature a unit'],
    [
      'metres',
      () => read(given().map((f, i) => shaped(f, [outline(i).map(([x, y]) => [x * 5600, y * 111_000])]))),
      'the coordinates look projected: the first is 597520, 1198800',
      'EPSG:4326',
    ],
    [
      'metres, as it says itself',
      () => read(given(), { crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::9210' } } }),
      'its coordinates are in urn:ogc:def:crs:EPSG::9210',
      'ogr2ogr -t_srs EPSG:4326',
    ],
    [
      'latitude first',
      () => read(given().map((f, i) => shaped(f, [outline(i).map(([x, y]) => [y, x])]))),
      'latitudes stand before longitudes',
      'longitude first',
    ],
  ])('%s', (_, make, what, hint) => {
    const error = refusal(make);
    expect(error.code).toBe('boundaries-invalid');
    expect(error.message).toContain(what);
    expect(error.hint).toContain(hint);
  });
});
