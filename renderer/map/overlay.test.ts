import { expect, it } from 'vitest';
import type { AreaShapes } from '../../sync/contract/profile.ts';
import { overlap } from './camera.ts';
import { layout } from './layout.ts';
import { ringsOf } from './overlay.ts';
import type { Spot } from './words.ts';

const shapes: AreaShapes = { type: 'FeatureCollection', origin: 'schematic', features: [] };
const sizes = { note: 14.5, body: 18, u: 6 };
const at = layout(
  { width: 400, height: 500 },
  [
    [106, 10],
    [107, 11],
  ],
  [],
  shapes,
  { edge: 10, farSize: 100, wholeSize: 200, title: 27, lines: (label) => [label] },
);
const spot: Spot = {
  number: 1,
  point: at.main.unproject([60, 250]),
  area: 'a',
  title: 'Thới Hoà',
  what: 'Xe buýt',
  much: '8 trong 2 giờ, thường không có',
};
const room = { x: 0, y: 0, w: 400, h: 500 };
const clear = { clear: () => true };

it('says a hot spot in two lines where they fit, in more where there is less room, with less at last', () => {
  const lines = (taken: { x: number; y: number; w: number; h: number }[]): string[] | undefined =>
    ringsOf([spot], at, room, taken, sizes, clear)[0]?.lines;
  expect(lines([])).toEqual(['Xe buýt', '8 trong 2 giờ, thường không có']);
  const right = { x: 265, y: 0, w: 135, h: 500 };
  expect(lines([right])).toEqual(['Xe buýt', '8 trong 2 giờ,', 'thường không có']);
  const low = [right, { x: 0, y: 0, w: 265, h: 215 }, { x: 0, y: 290, w: 265, h: 210 }];
  expect(lines(low)).toEqual(['Xe buýt']);
});

it('leaves the ring where there is room for no words, and nothing over what is taken', () => {
  const [ring] = ringsOf([spot], at, room, [room], sizes, clear);
  expect(ring?.label).toBeNull();
  const half = { x: 0, y: 0, w: 400, h: 220 };
  const [beside] = ringsOf([spot], at, room, [half], sizes, clear);
  expect(beside?.label && overlap(beside.label.rect, half)).toBe(false);
});
