import { expect, test } from 'vitest';
import { deskShapeOf, shapeOf } from './glass.ts';
import { scaleFor } from './ui/index.ts';

const seen = (diagonalInches: number, width: number, height: number, viewingDistanceM = 5) => {
  const glass = { diagonalInches, resolution: [1920, 1080], viewingDistanceM } as const;
  return shapeOf({ width, height }, scaleFor(glass, { width, height }));
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

test('a screen that holds a board once its type comes close to the floor keeps the grid', () => {
  // 14 inches at a desk's distance: 33 lines of the preferred size, 40 close to the floor.
  expect(seen(14.2, 1366, 768, 0.6)).toBe('grid');
  expect(seen(12, 1366, 768, 0.6)).toBe('sparse');
});

test('a console loses nothing of a board on a small window: it scrolls, and its breadth decides', () => {
  const at = (width: number, height: number) => {
    const glass = { diagonalInches: Math.hypot(width, height) / 96, resolution: [width, height] } as const;
    return deskShapeOf({ width, height }, scaleFor({ ...glass, viewingDistanceM: 0.6 }, { width, height }));
  };
  expect([at(1920, 1080), at(1366, 768), at(1280, 720)]).toEqual(['grid', 'grid', 'grid']);
  expect([at(1024, 768), at(390, 844)]).toEqual(['portrait', 'portrait']);
});
