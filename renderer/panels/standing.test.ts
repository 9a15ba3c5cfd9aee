import { expect, test } from 'vitest';
import { standing } from './standing.ts';

test('a count at either end of its usual band is within it', () => {
  const band = { low: 10, median: 12, high: 15 };
  expect([9, 10, 15, 16].map((n) => standing(n, band))).toEqual(['below', 'within', 'within', 'above']);
  expect(standing(5, null)).toBe('noUsual');
});
