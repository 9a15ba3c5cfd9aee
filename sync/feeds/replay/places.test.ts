import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Area, AreaShape, AreaShapes, City } from '../../contract/profile.ts';
import { loadProfile } from '../../profile/index.ts';
import { placer, type PlaceOf } from './places.ts';
import { readRecording } from './recording.ts';

type Ring = [number, number][];
const box = (west: number, south: number, east: number, north: number): Ring => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];
const shape = (id: string, ...polygons: Ring[][]): AreaShape => ({
  type: 'Feature',
  properties: { id },
  geometry: { type: 'MultiPolygon', coordinates: polygons },
});
const area = (id: string, lon: number, more: Partial<Area> = {}): Area => ({
  ...{ id, name: { vi: id, en: id }, type: 'ward', centroid: [lon, 10.5], areaKm2: 1 },
  ...more,
});
const shapesOf = (...features: AreaShape[]): AreaShapes => ({
  type: 'FeatureCollection',
  origin: 'the city',
  features,
});
const city: Pick<City, 'map' | 'timeZone'> = {
  timeZone: 'Asia/Ho_Chi_Minh',
  map: {
    bounds: [
      [106, 10],
      [107, 11],
    ],
    inset: [
      {
        id: 'island',
        label: { vi: 'Đảo', en: 'Island' },
        bounds: [
          [108, 8],
          [109, 9],
        ],
      },
    ],
    landmarks: [],
  },
};
const NOW = Date.parse('2026-01-01T00:00:00Z');
const at = (placeOf: PlaceOf, lon: number, lat: number): string | undefined => placeOf([lon, lat], NOW).area;

describe('where areas have shapes', () => {
  const west = area('west', 106.1);
  const east = area('east', 106.8);
  const placeOf = placer(city, [west, east, area('lake', 106.2)], {
    ...shapesOf(
      shape(
        'west',
        [box(106, 10, 106.6, 11), box(106.2, 10.4, 106.4, 10.6)],
        [box(106.9, 10.1, 106.95, 10.2)],
      ),
      shape('east', [box(106.6, 10.3, 107, 11)]),
      shape('lake', [box(106.2, 10.4, 106.4, 10.6)]),
    ),
  });

  it.each<[string, number, number, string | undefined]>([
    ['its shape holds it, though another middle is nearer', 106.59, 10.5, 'west'],
    ['a hole is another’s', 106.3, 10.5, 'lake'],
    ['a part beyond another area', 106.92, 10.15, 'west'],
    ['between areas', 106.75, 10.15, undefined],
    ['a quay, some metres off', 106.8, 10.2995, 'east'],
    ['two hundred metres off', 106.8, 10.298, undefined],
  ])('%s', (_, lon, lat, expected) => expect(at(placeOf, lon, lat)).toBe(expected));

  it('says that a place is on the map, but in no area', () => {
    expect(placeOf([106.75, 10.15], NOW)).toEqual({ area: undefined, why: 'between' });
  });

  it('a border belongs to one of two, whichever is listed first and however they are drawn', () => {
    const slanted: Ring = [
      [106.137, 10],
      [106.713, 11],
    ];
    const left: Ring = [[106, 10], ...slanted, [106, 11], [106, 10]];
    const right: Ring = [[107, 10], [107, 11], ...slanted.toReversed(), [107, 10]];
    const middle = [area('left', 106.2), area('right', 106.8)];
    const drawn = [shape('left', [left]), shape('right', [right])];
    const ways = [
      placer(city, middle, shapesOf(...drawn)),
      placer(city, middle.toReversed(), shapesOf(...drawn)),
      placer(
        city,
        middle,
        shapesOf(shape('left', [left.toReversed()]), shape('right', [right.toReversed()])),
      ),
    ];
    // Among so many some are rounded to one side of the border, some to the other.
    const [from = [0, 0], to = [0, 0]] = slanted;
    for (let i = 0; i <= 3000; i += 1) {
      const [lon, lat] = [from[0] + (i / 3000) * (to[0] - from[0]), from[1] + (i / 3000) * (to[1] - from[1])];
      const found = new Set(ways.map((way) => at(way, lon, lat)));
      expect([...found], `${lon}, ${lat}`).toEqual([expect.stringMatching(/left|right/)]);
    }
  });

  it('answers alike over the whole of a map, cell by cell or one by one', () => {
    const star: Ring = Array.from({ length: 41 }, (_, i): [number, number] => {
      const [turn, far] = [(2 * Math.PI * i) / 40, i % 2 === 0 ? 0.4 : 0.17];
      return [106.5 + far * Math.cos(turn), 10.5 + far * Math.sin(turn)];
    });
    const only = [area('star', 106.5)];
    const once = (lon: number, lat: number): string | undefined =>
      at(placer(city, only, shapesOf(shape('star', [star]))), lon, lat);
    const kept = placer(city, only, shapesOf(shape('star', [star])));
    let x = 7;
    const roll = (): number => (x = (x * 48271) % 2147483647) / 2147483647;
    for (let i = 0; i < 20_000; i += 1) at(kept, 106 + roll(), 10 + roll());
    let inside = 0;
    for (let i = 0; i < 200; i += 1) {
      const [lon, lat] = [106 + roll(), 10 + roll()];
      const found = at(kept, lon, lat);
      expect(found).toBe(once(lon, lat));
      if (found !== undefined) inside += 1;
    }
    expect(inside).toBeGreaterThan(20);
  });

  it('those of the day hold it', () => {
    const placed = placer(
      city,
      [
        area('west', 106.2, { validFrom: '2025-07-01' }),
        area('east', 106.8, { validFrom: '2025-07-01' }),
        area('district', 106.5, { validTo: '2025-06-30' }),
      ],
      shapesOf(
        shape('west', [box(106, 10, 106.6, 11)]),
        shape('east', [box(106.6, 10, 107, 11)]),
        shape('district', [box(106, 10, 107, 11)]),
      ),
    );
    const midnight = Date.parse('2025-07-01T00:00:00+07:00');
    expect(placed([106.59, 10.5], midnight)).toEqual({ area: 'west' });
    expect(placed([106.59, 10.5], midnight - 1)).toEqual({ area: 'district' });
  });
});

describe('where areas have no shapes, or schematic ones', () => {
  const areas = [
    area('west', 106.2, { validFrom: '2025-07-01' }),
    area('east', 106.8, { validFrom: '2025-07-01' }),
    area('district', 106.5, { validTo: '2025-06-30' }),
  ];
  const none = { origin: 'none', features: [] };
  const midnight = Date.parse('2025-07-01T00:00:00+07:00');

  it('the nearest middle of its day takes it', () => {
    const placed = placer(city, areas, none);
    expect(placed([106.25, 10.5], midnight).area).toBe('west');
    expect(placed([106.25, 10.5], midnight - 1).area).toBe('district');
    expect(placed([105, 10.5], midnight).area).toBeUndefined();
    const drawn = { ...shapesOf(shape('east', [box(106, 10, 107, 11)])), origin: 'schematic' };
    expect(placer(city, areas, drawn)([106.25, 10.5], midnight).area).toBe('west');
  });

  it('one without a shape takes what no shape holds', () => {
    const placed = placer(
      city,
      [area('west', 106.2), area('east', 106.8)],
      shapesOf(shape('east', [box(106.5, 10, 107, 11)])),
    );
    expect(at(placed, 106.49, 10.5)).toBe('west');
    expect(at(placed, 106.51, 10.5)).toBe('east');
  });

  it('an inset is on the map', () => {
    expect(at(placer(city, [area('island', 108.5)], none), 108.2, 8.5)).toBe('island');
  });

  it('a day without any area has none', () => {
    expect(
      placer(city, areas.slice(0, 2), none)([106.25, 10.5], Date.parse('2020-01-01T00:00:00Z')).area,
    ).toBeUndefined();
  });
});

describe('what is off the map', () => {
  const placeOf = placer(city, [area('west', 106.2)], { origin: 'none', features: [] });

  it.each<[string, [number, number], string]>([
    ['longitude and latitude exchanged', [10.5, 106.5], 'swapped'],
    ['one of them taken for the other', [10.5, -89.9], 'swapped'],
    ['metres', [603_000, 1_192_000], 'projected'],
    ['another city', [105.8, 21], 'elsewhere'],
  ])('looks as it is: %s', (_, place, why) => {
    expect(placeOf(place, NOW)).toEqual({ area: undefined, why });
  });
});

it('a city on the date line has its places on both sides', () => {
  const datum: Pick<City, 'map' | 'timeZone'> = {
    timeZone: 'Pacific/Fiji',
    map: {
      bounds: [
        [179.5, -17],
        [180.5, -16],
      ],
      inset: [],
      landmarks: [],
    },
  };
  const placed = placer(
    datum,
    [area('west', 179.8, { centroid: [179.8, -16.5] }), area('east', 180.3, { centroid: [180.3, -16.5] })],
    shapesOf(shape('west', [box(179.5, -17, 180.1, -16)]), shape('east', [box(180.1, -17, 180.5, -16)])),
  );
  expect([179.9, -179.95, -179.8].map((lon) => at(placed, lon, -16.5))).toEqual(['west', 'west', 'east']);
  expect(placed([-179, -16.5], NOW)).toEqual({ area: undefined, why: 'elsewhere' });
});

/** Small inputs that once showed a fault, where they lie. Skipped where ../shared/cases is absent. */
const cases = path.resolve(import.meta.dirname, '../../../../shared/cases');
describe.skipIf(!existsSync(cases))(
  'recordings of the shared cases (skipped where ../shared/cases is absent)',
  () => {
    const read = async (file: string, profile: string) =>
      readRecording(path.join(cases, file), await loadProfile(path.join(cases, profile)), NOW);

    it('nearest-middle: both places lie in West', async () => {
      const { moments } = await read('nearest-middle.csv', 'profile-shapes');
      expect(moments.flatMap(({ records }) => records)).toEqual([
        expect.objectContaining({ id: 'P-1', area: 'west' }),
        expect.objectContaining({ id: 'P-2', area: 'west' }),
      ]);
    });

    it('swapped-lat-lon: what is outside the map looks swapped', async () => {
      const { profile, shapes } = await loadProfile(path.join(cases, 'profile-la-iso'));
      const placed = placer(profile.city, profile.areas, shapes)([37.76, -89.9], NOW);
      expect(placed).toEqual({ area: undefined, why: 'swapped' });
    });
  },
);
