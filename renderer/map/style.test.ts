import { describe, expect, it } from 'vitest';
import type { AreaShapes } from '../../sync/contract/profile.ts';
import { PALETTES } from '../ui/palette.ts';
import { fit } from './camera.ts';
import { cornersOf, styleOf } from './style.ts';

const square = (west: number, side: number): number[][] => [
  [west, 10],
  [west + side, 10],
  [west + side, 10 + side],
  [west, 10 + side],
  [west, 10],
];
const shapes: AreaShapes = {
  type: 'FeatureCollection',
  origin: 'the city',
  features: [
    {
      type: 'Feature',
      properties: { id: '503' },
      geometry: {
        type: 'MultiPolygon',
        coordinates: [[square(106.9, 0.00001)], [square(106, 0.5), square(106.1, 0.1)]],
      },
    },
    {
      type: 'Feature',
      properties: { id: '502' },
      geometry: { type: 'Polygon', coordinates: [square(106.5, 0.5)] },
    },
  ],
};
const areasOf = (by?: number) => {
  const source = styleOf(shapes, PALETTES.dark, 1, false, by).sources['areas'];
  if (source?.type !== 'geojson' || typeof source.data !== 'object') throw new Error('no areas');
  return source.data as unknown as {
    features: { properties: { id: string }; geometry: { type: string; coordinates: number[][][] } }[];
  };
};

describe('the areas as MapLibre takes them', () => {
  it('are polygons, each by itself, so that a sliver that stands first costs an area nothing but itself', () => {
    expect(
      areasOf().features.map(({ properties, geometry }) => [
        properties.id,
        geometry.type,
        geometry.coordinates.length,
      ]),
    ).toEqual([
      ['503', 'Polygon', 1],
      ['503', 'Polygon', 2],
      ['502', 'Polygon', 1],
    ]);
  });

  it('can be moved with their view, off the date line', () => {
    expect(areasOf(-180).features[2]?.geometry.coordinates[0]?.[0]).toEqual([-73.5, 10]);
    const camera = fit(
      [
        [179.5, -17],
        [180.5, -16],
      ],
      { width: 400, height: 400 },
    );
    expect(camera.centre[0]).toBeCloseTo(180);
    const [west, east] = cornersOf(camera, -180).map(([lon]) => lon);
    expect([west, east]).toEqual([expect.closeTo(-0.52, 1), expect.closeTo(0.52, 1)]);
  });
});
