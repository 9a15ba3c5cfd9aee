import { expect, it } from 'vitest';
import { leastSquares } from './least-squares.ts';

it('fits a line as by hand, weights as repeats', () => {
  const rows = [
    { x: [1, 0], y: 1, weight: 1 },
    { x: [1, 1], y: 3, weight: 2 },
    { x: [1, 2], y: 4, weight: 1 },
  ];
  const { coefficients, leverage } = leastSquares(rows, 2);
  // Means 1 and 2.75; slope 3 / 2.
  expect(coefficients[1]).toBeCloseTo(1.5, 12);
  expect(coefficients[0]).toBeCloseTo(1.25, 12);
  expect(leverage([1, 1])).toBeCloseTo(1 / 4, 12);
  expect(leverage([1, 3])).toBeCloseTo(1 / 4 + 4 / 2, 12);
});

it('leaves out what another column says already, and what is never there', () => {
  const rows = [0, 1, 2, 3].map((t) => ({ x: [1, t, 2 * t + 1, 0], y: 5 - t, weight: 1 }));
  const { coefficients } = leastSquares(rows, 4);
  expect(coefficients[0]).toBeCloseTo(5, 12);
  expect(coefficients[1]).toBeCloseTo(-1, 12);
  expect(coefficients.slice(2)).toEqual([0, 0]);
  expect(leastSquares([], 2).coefficients).toEqual([0, 0]);
});
