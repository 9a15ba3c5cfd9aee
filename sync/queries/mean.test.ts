import { expect, it } from 'vitest';
import { mean } from './mean.ts';

it('a mean is of nothing too', () => {
  expect(mean([])).toBe(0);
  expect(mean([1, 2, 6])).toBe(3);
});
