import { describe, expect, it } from 'vitest';
import type { AreaShapes } from '../../sync/contract/profile.ts';
import { partsOfFormer, withFormer, withOwnShape } from './former.ts';
import { asShapes, polygonsOf } from './import/as-shapes.ts';
import { crossings } from './import/crossings.ts';
import { areaOfPolygon, plane, type Polygon } from './import/geometry.ts';
import { areas as six, outline } from './import/town.fixture.ts';
import { readPlaces, readShapes } from './profile-files.ts';
import type { Xy } from './power.ts';

/** Of the town's six: 1 and 2 were the west, 3, 5 and a part of 2 the east, 4 was and stays by itself; the whole was once one. */
const succeeds = new Map([
  ['101', ['west']],
  ['102', ['west', 'east']],
  ['103', ['east']],
  ['105', ['east']],
  ['west', ['all']],
  ['east', ['all']],
]);
const areas = [
  ...six,
  ...[
    ['west', '2025-06-30'],
    ['east', '2025-06-30'],
    ['all', '1996-12-31'],
  ].map(([id = '', validTo]) => ({ id, validTo })),
].map((area) => ({ ...area, succeeds: succeeds.get(area.id) }));
const drawn = (polygons: (i: number) => Polygon[]): AreaShapes =>
  asShapes(
    six,
    six.map(({ id }, i) => ({ id, polygons: polygons(i) })),
    'the town',
    { type: 'FeatureCollection', origin: 'none', features: [] },
  );
const rounded = (i: number): Xy[] => outline(i).map(([x, y]) => [Number(x.toFixed(5)), Number(y.toFixed(5))]);
const squareMetres = (shapes: AreaShapes, id: string): number =>
  polygonsOf(shapes.features.find((f) => f.properties.id === id) ?? expect.fail(`no shape ${id}`)).reduce(
    (sum, polygon) => sum + areaOfPolygon(polygon.map((ring) => ring.map(plane(10.82)))),
    0,
  );
const corners = (shapes: AreaShapes, id: string): Set<string> =>
  new Set(
    polygonsOf(shapes.features.find((f) => f.properties.id === id) ?? expect.fail(id))
      .flat(2)
      .map(String),
  );

describe('the shape of a former area', () => {
  const shapes = withFormer(
    areas,
    drawn((i) => [[rounded(i)]]),
  );

  it('is that of its parts together, each part in one former area of a time', () => {
    expect(withOwnShape(areas).map(({ id }) => id)).toEqual(['101', '102', '103', '104', '105', '106']);
    expect(Object.fromEntries(partsOfFormer(areas))).toEqual({
      west: ['101', '102'],
      east: ['103', '105'],
      all: ['101', '102', '103', '105'],
    });
    for (const [id, parts] of partsOfFormer(areas))
      expect(
        squareMetres(shapes, id) / parts.reduce((sum, part) => sum + squareMetres(shapes, part), 0),
      ).toBeCloseTo(1, 9);
  });

  it('runs along the borders of its parts, and has no border within', () => {
    const own = new Set([...corners(shapes, '101'), ...corners(shapes, '102')]);
    for (const corner of corners(shapes, 'west')) expect(own.has(corner), corner).toBe(true);
    // The middle of the border between 1 and 2 is gone.
    const between = [...corners(shapes, '101')].filter((corner) => corners(shapes, '102').has(corner));
    expect(between.length).toBeGreaterThan(30);
    expect(between.filter((corner) => corners(shapes, 'west').has(corner)).length).toBeLessThanOrEqual(2);
  });

  it('says when it ended, and stands where areas.json has it', () => {
    expect(shapes.features.map((f) => f.properties)).toEqual([
      ...six.map(({ id }) => ({ id })),
      { id: 'west', validTo: '2025-06-30' },
      { id: 'east', validTo: '2025-06-30' },
      { id: 'all', validTo: '1996-12-31' },
    ]);
  });

  it('has no hole where two sides of a border do not meet', () => {
    const apart = withFormer(
      areas,
      drawn((i) => [
        [
          i === 1
            ? rounded(i).map(([x, y]): Xy =>
                x < 106.7215 && y > 10.803 && y < 10.817 ? [x + 0.0001, y] : [x, y],
              )
            : rounded(i),
        ],
      ]),
    );
    const west = apart.features.find((f) => f.properties.id === 'west');
    expect(west?.geometry).toMatchObject({ type: 'Polygon', coordinates: { length: 1 } });
  });

  it.each([
    ['an inlet, where they part from its end on', (y: number): number => (y < 10.812 ? 0.0001 : 0)],
    [
      'a crossing, where they cross each other',
      (y: number): number => (y < 10.81 ? 0.0001 : y < 10.815 ? -0.0001 : 0),
    ],
  ])('has no %s', (_, off) => {
    const second = rounded(1).map(([x, y]): Xy =>
      x < 106.7215 && y < 10.8195 ? [Number((x + off(y)).toFixed(5)), y] : [x, y],
    );
    const apart = withFormer(
      areas,
      drawn((i) => [[i === 1 ? second : rounded(i)]]),
    );
    const polygons = polygonsOf(
      apart.features.find((f) => f.properties.id === 'west') ?? expect.fail('west'),
    );
    expect(polygons.map((polygon) => polygon.length)).toEqual([1]);
    expect(crossings(polygons.flat())).toEqual([]);
    const inner = polygons
      .flat(2)
      .filter(([x, y]) => Math.abs(x - 106.72) < 0.0015 && y > 10.803 && y < 10.817);
    expect(inner).toEqual([]);
    const sum = squareMetres(apart, '101') + squareMetres(apart, '102');
    expect(squareMetres(apart, 'west') / sum).toBeCloseTo(1, 2);
  });

  it('is left out where nothing is left to draw it from', () => {
    const gone = { id: 'sea', validTo: '1990-12-31', succeeds: undefined };
    expect(withFormer([...areas, gone], shapes).features.map((f) => f.properties.id)).not.toContain('sea');
  });
});

describe('the former districts of Ho Chi Minh City', () => {
  const folder = new URL('../../assets/cities/hcmc', import.meta.url).pathname;
  const { areas: all } = readPlaces(folder);
  const byId = new Map(all.map((area) => [area.id, area]));

  it('are as large as what was made of them, by published figures', () => {
    const parts = partsOfFormer(all);
    expect(parts.size).toBe(22);
    for (const [id, made] of parts) {
      const now = made.reduce((sum, part) => sum + (byId.get(part)?.areaKm2 ?? 0), 0);
      expect(now / (byId.get(id)?.areaKm2 ?? 0), id).toBeGreaterThan(0.95);
      expect(now / (byId.get(id)?.areaKm2 ?? 0), id).toBeLessThan(1.05);
    }
  });

  it('are shipped as they would be drawn now', () => {
    const shapes = readShapes(folder);
    expect(shapes.features).toHaveLength(190);
    expect(withFormer(all, shapes)).toEqual(shapes);
  });
});
