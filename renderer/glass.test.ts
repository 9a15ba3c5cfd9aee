import { expect, test } from 'vitest';
import { shapeOf } from './glass.ts';
import { scaleFor } from './ui/index.ts';

const seen = (diagonalInches: number, width: number, height: number, viewingDistanceM = 5) => {
  const glass = { diagonalInches, resolution: [1920, 1080], viewingDistanceM } as const;
  return shapeOf({ width, height }, scaleFor(glass, { width, height }).lines);
};

test('a wall takes the grid, whatever its pixels; three of them are wide, one on its side stands', () => {
  expect(seen(165, 1920, 1080)).toBe('grid');
  expect(seen(165, 3840, 2160)).toBe('grid');
  expect(seen(165, 5760, 1080)).toBe('wide');
  expect(seen(165, 1080, 1920)).toBe('portrait');
});

test('a small screen seen from afar is sparse, the same one on a desk is not', () => {
  expect(seen(55, 1920, 1080)).toBe('sparse');
  expect(seen(55, 1080, 1920)).toBe('sparse');
  expect(seen(24, 1920, 1080, 0.7)).toBe('grid');
});
