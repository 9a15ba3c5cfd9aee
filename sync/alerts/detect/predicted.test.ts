import { expect, it } from 'vitest';
import { predicted } from './predicted.ts';

const options = { side: 'above', alpha: 0.05, leastDeviation: 1e-9 } as const;

it("has Student's bound for one more value, as tables print it", () => {
  // Mean 5, standard deviation 1, t of 0.95 with 4 degrees of freedom 2.131847.
  const verdict = predicted(7, [5, 5, 5 - Math.SQRT2, 5 + Math.SQRT2, 5], options);
  expect(verdict?.expected).toBeCloseTo(5, 12);
  expect(verdict?.bound).toBeCloseTo(5 + 2.131846786 * Math.sqrt(1.2), 6);
  const at = predicted(verdict?.bound ?? 0, [5, 5, 5 - Math.SQRT2, 5 + Math.SQRT2, 5], options);
  expect(at?.p).toBeCloseTo(0.05, 9);
});

it('looks to the side it is told', () => {
  const below = predicted(1, [5, 4, 6, 5], { ...options, side: 'below' });
  expect(below?.p).toBeLessThan(0.05);
  expect(below?.score).toBeGreaterThan(1);
  expect(predicted(1, [5, 4, 6, 5], options)?.p).toBeGreaterThan(0.95);
});

it('leaves room about values that were all the same, and says nothing of two', () => {
  expect(predicted(5.1, [5, 5, 5, 5], { ...options, leastDeviation: 1 })?.p).toBeGreaterThan(0.4);
  expect(predicted(9, [5, 5], options)).toBeNull();
});
