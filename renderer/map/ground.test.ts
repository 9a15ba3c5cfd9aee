import { expect, it } from 'vitest';
import type { AreaShapes } from '../../sync/contract/profile.ts';
import { fit } from './camera.ts';
import { css, heatColour } from './colours.ts';
import { groundOf, hexOf, under, type Painted } from './ground.ts';

const square = (id: string, west: number): AreaShapes['features'][number] => ({
  type: 'Feature',
  properties: { id },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, 10],
        [west + 0.1, 10],
        [west + 0.1, 10.1],
        [west, 10.1],
        [west, 10],
      ],
    ],
  },
});
const shapes: AreaShapes = {
  type: 'FeatureCollection',
  origin: 'schematic',
  features: [square('plain', 106), square('hot', 106.1)],
};
const camera = fit(
  [
    [106, 10],
    [106.3, 10.1],
  ],
  { width: 300, height: 100 },
);
const tones = {
  ground: hexOf('#000000'),
  land: hexOf('#111d31'),
  around: hexOf('#0a0f1a'),
  top: 2,
  dark: true,
};
const main: Painted = {
  camera,
  rect: { x: 0, y: 0, w: 300, h: 100 },
  fills: new Map([['hot', css([200, 100, 50], 0.5)]]),
  field: null,
};

it('knows the sea, plain land, and an area with its own colour', () => {
  const at = groundOf([main], shapes, tones);
  expect(at([50, 50])).toEqual([17, 29, 49]);
  expect(at([150, 50])).toEqual([100, 50, 25]);
  expect(at([250, 50])).toEqual([0, 0, 0]);
});

it('lays the heat over the land', () => {
  const field = { columns: 3, rows: 1, step: 100, values: Float32Array.from([2, 0, 0]), most: 2 };
  const at = groundOf([{ ...main, field }], shapes, tones);
  const [r, , , alpha] = heatColour(1, true);
  expect(at([50, 50])[0]).toBeCloseTo(17 + alpha * (r - 17));
  expect(at([250, 50])).toEqual([0, 0, 0]);
});

it('sees an inset before the map under it', () => {
  const inset: Painted = { ...main, rect: { x: 200, y: 0, w: 100, h: 100 }, fills: new Map() };
  const at = groundOf([main, inset], shapes, tones);
  expect(at([250, 50])).toEqual([17, 29, 49]);
});

it('looks at a text from end to end', () => {
  const places = under({ x: 10, y: 20, w: 80, h: 10 });
  expect(Math.min(...places.map(([x]) => x))).toBe(10);
  expect(Math.max(...places.map(([x]) => x))).toBe(90);
  expect(places.every(([, y]) => y > 20 && y < 30)).toBe(true);
});
