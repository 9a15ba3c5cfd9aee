import { describe, expect, it } from 'vitest';
import type { AreaShape, AreaShapes } from '../../sync/contract/profile.ts';
import { boundsOf, hasLandIn, shapesOf } from './land.ts';

const corners = [
  [106, 10],
  [107, 10],
  [107, 11],
  [106, 10],
];
const shape = (id: string, validTo?: string): AreaShape => ({
  type: 'Feature',
  properties: { id, validTo },
  geometry: { type: 'Polygon', coordinates: [corners] },
});
const shapes: AreaShapes = {
  type: 'FeatureCollection',
  origin: 'schematic',
  features: [shape('ward'), shape('commune'), shape('district', '2025-06-30')],
};
const ids = ({ features }: AreaShapes): string[] => features.map((f) => f.properties.id);

describe('the shapes of a day', () => {
  it('are those that the answer has rows for', () => {
    expect(ids(shapesOf(shapes, new Set(['district'])))).toEqual(['district']);
    expect(ids(shapesOf(shapes, new Set(['ward', 'commune'])))).toEqual(['ward', 'commune']);
  });

  it('are those of today before there is an answer', () => {
    expect(ids(shapesOf(shapes, new Set()))).toEqual(['ward', 'commune']);
  });

  it('are the same object until they are others', () => {
    const first = shapesOf(shapes, new Set());
    expect(shapesOf(shapes, new Set(['commune', 'ward']), first)).toBe(first);
    expect(shapesOf({ ...shapes, origin: 'the city' }, new Set(), first)).not.toBe(first);
    expect(shapesOf(shapes, new Set(['district']), first)).not.toBe(first);
  });
});

it('the bounds of a map are the profile’s for the city as it is, its own extent as it was', () => {
  const present: [[number, number], [number, number]] = [
    [105, 9],
    [108, 12],
  ];
  expect(boundsOf(shapes, present)).toBe(present);
  const [[west, south], [east, north]] = boundsOf(shapesOf(shapes, new Set(['district'])), present);
  expect([west, south, east, north].map((v) => Number(v.toFixed(9)))).toEqual([105.97, 9.97, 107.03, 11.03]);
  expect(boundsOf({ ...shapes, features: [] }, present)).toBe(present);
});

it('there is land in bounds that hold a corner of a shape', () => {
  const box = (west: number, south: number): [[number, number], [number, number]] => [
    [west, south],
    [west + 0.2, south + 0.2],
  ];
  expect(hasLandIn(shapes, box(106.9, 10.9))).toBe(true);
  expect(hasLandIn(shapes, box(105, 8))).toBe(false);
});
