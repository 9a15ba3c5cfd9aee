import { expect, it } from 'vitest';
import { wall } from '../../contract/boards.ts';
import { illegible } from './illegible.ts';

const wallOf = (...screens: object[]) =>
  wall.parse({ id: 'w', screens: screens.map((screen, i) => ({ id: i + 1, board: 'b', ...screen })) });

it('is silent about a tile wall, and about a television across a desk', () => {
  expect(illegible([wallOf({}, { diagonalInches: 55, viewingDistanceM: 3 })])).toBeNull();
});

it('names a desk monitor that is to be read across the room', () => {
  const report = illegible([wallOf({}, { diagonalInches: 24, viewingDistanceM: 8 })]);
  expect(report).toMatchObject({ code: 'screen-illegible' });
  expect(report?.what).toBe('no board can be read on screen 2 (24 inches, 8 m)');
});
