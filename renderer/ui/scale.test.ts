import { expect, test } from 'vitest';
import { arcminOf, GRID_LINES } from '../../sync/contract/legibility.ts';
import { PALETTES } from './palette.ts';
import { properties, scaleFor } from './scale.ts';

const wall = { diagonalInches: 165, resolution: [1920, 1080], viewingDistanceM: 5 } as const;
const full = { width: 1920, height: 1080 };

test('a 165-inch wall at five metres: notes are just above the floor, running text is about 23 px, and what needs someone twice that', () => {
  const scale = scaleFor(wall, full);
  expect(scale.note).toBeCloseTo(18.6, 1);
  expect(scale.body).toBeCloseTo(22.9, 0);
  expect(arcminOf(scale.note, wall)).toBeCloseTo(17, 6);
  expect(scale.large / scale.body).toBeGreaterThanOrEqual(2);
});

test('a 55-inch screen at the same distance needs about 52 px', () => {
  expect(scaleFor({ ...wall, diagonalInches: 55 }, full).note).toBeCloseTo(52, 0);
});

test('twice the pixels, twice the size: the same picture', () => {
  const [one, two] = [scaleFor(wall, full), scaleFor(wall, { width: 3840, height: 2160 })];
  expect(two.large / one.large).toBeCloseTo(2, 9);
  expect(two.u / one.u).toBeCloseTo(2, 9);
});

test('the same glass turned, and a window wider than its glass, keep the size', () => {
  expect(scaleFor(wall, { width: 1080, height: 1920 }).body).toBeCloseTo(scaleFor(wall, full).body, 9);
  expect(scaleFor(wall, { width: 5760, height: 1080 }).body).toBeCloseTo(scaleFor(wall, full).body, 9);
});

test('nothing is set below the floor', () => {
  for (const glass of [wall, { ...wall, diagonalInches: 55 }, { ...wall, viewingDistanceM: 9 }]) {
    const scale = scaleFor(glass, full);
    const types = [scale.note, scale.body, scale.large];
    for (const size of types) expect(arcminOf(size, glass)).toBeGreaterThan(15.999);
  }
});

test('on a small or far screen all type comes close to the floor, so that something fits', () => {
  const far = { ...wall, diagonalInches: 55 };
  expect(scaleFor(far, full).lines).toBeLessThan(GRID_LINES);
  expect(arcminOf(scaleFor(far, full).body, far)).toBeLessThan(18);
  expect(scaleFor(wall, full).lines).toBeGreaterThan(GRID_LINES);
});

test('sizes and colours come as CSS properties', () => {
  const set = properties(scaleFor(wall, full), PALETTES.dark);
  expect(set['--t-note']).toMatch(/^18\.56\d+px$/);
  expect(set['--c-ground']).toBe(PALETTES.dark.ground);
});
