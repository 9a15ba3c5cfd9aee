import { describe, expect, it } from 'vitest';
import type { Xy } from '../power.ts';
import { crossings } from './crossings.ts';

const closed = (...corners: Xy[]): Xy[] => [...corners, ...corners.slice(0, 1)];
const square = closed([0, 0], [10, 0], [10, 10], [0, 10]);

describe('where rings cross', () => {
  it.each<[string, Xy[][], Xy[]]>([
    ['a square', [square], []],
    ['a bow tie', [closed([0, 0], [10, 10], [10, 0], [0, 10])], [[5, 5]]],
    ['a line through a corner', [closed([0, 0], [10, 0], [10, 10], [5, 0], [5, -5], [-5, -5])], [[5, 0]]],
    [
      'a corner passed twice, crosswise',
      [closed([0, 0], [5, 5], [10, 10], [10, 0], [5, 5], [0, 10])],
      [[5, 5]],
    ],
    ['a corner passed twice, side by side', [closed([0, 0], [10, 0], [5, 5], [10, 10], [0, 10], [5, 5])], []],
    ['a corner that touches a side', [closed([0, 0], [10, 0], [10, 10], [5, 0], [0, 10])], []],
    ['a way there and back', [closed([0, 0], [10, 0], [10, 10], [5, 10], [5, 20], [5, 10], [0, 10])], []],
    ['a hole', [square, closed([2, 2], [4, 2], [3, 4])], []],
    [
      'a hole over the rim',
      [square, closed([2, 2], [12, 3], [2, 4])],
      [
        [10, 2.8],
        [10, 3.2],
      ],
    ],
    ['positions said twice', [closed([0, 0], [0, 0], [10, 0], [10, 10], [10, 10], [0, 10])], []],
  ])('%s', (_, rings, at) => {
    const found = crossings(rings).toSorted((a, b) => a[1] - b[1]);
    expect(found).toHaveLength(at.length);
    found.forEach((one, i) => one.forEach((x, k) => expect(x).toBeCloseTo(at[i]?.[k] ?? NaN, 6)));
  });

  it('stops at so many', () => {
    const comb = Array.from({ length: 40 }, (_, i): Xy => [i, i % 2 === 0 ? -1 : 1]);
    const ring = closed(...comb, [40, 0], [-1, 0]);
    expect(crossings([ring], 5)).toHaveLength(5);
    expect(crossings([ring], 1000)).toHaveLength(39);
  });
});
