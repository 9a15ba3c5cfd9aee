import { describe, expect, it } from 'vitest';
import type { Xy } from '../power.ts';
import { touches } from './touching.ts';

const closed = (...corners: Xy[]): Xy[] => [...corners, ...corners.slice(0, 1)];
const square = closed([0, 0], [10, 0], [10, 10], [0, 10]);

describe('where rings touch', () => {
  it.each<[string, Xy[][], Xy[]]>([
    ['a square does not', [square], []],
    [
      'nor one drawn the other way round, or with a corner said twice',
      [closed([0, 0], [0, 10], [0, 10], [9, 9])],
      [],
    ],
    ['a corner on a side', [closed([0, 0], [10, 0], [10, 10], [5, 0], [0, 10])], [[5, 0]]],
    ['a corner passed twice', [closed([0, 0], [10, 0], [5, 5], [10, 10], [0, 10], [5, 5])], [[5, 5]]],
    [
      'a way there and back',
      [closed([0, 0], [10, 0], [10, 10], [5, 10], [5, 20], [5, 10], [0, 10])],
      [[5, 10]],
    ],
    ['a spike along a side', [closed([0, 0], [10, 0], [4, 0], [4, 10])], [[4, 0]]],
    ['a bow tie', [closed([0, 0], [10, 10], [10, 0], [0, 10])], [[5, 5]]],
    ['a hole in the middle does not', [square, closed([2, 2], [4, 2], [3, 4])], []],
    ['a hole at the rim', [square, closed([0, 5], [4, 4], [4, 6])], [[0, 5]]],
    ['two parts with a common corner', [square, closed([10, 10], [12, 10], [12, 12])], [[10, 10]]],
  ])('%s', (_, rings, at) => {
    const found = touches(rings);
    expect(found).toHaveLength(at.length);
    found.forEach((one, i) => one.forEach((x, k) => expect(x).toBeCloseTo(at[i]?.[k] ?? NaN, 6)));
  });

  it('stops at so many', () => {
    const comb = Array.from({ length: 40 }, (_, i): Xy => [i, i % 2 === 0 ? 0 : 1]);
    const ring = closed(...comb, [40, -1], [40, 0], [-1, 0], [-1, -1]);
    expect(touches([ring], 3)).toHaveLength(3);
  });
});
