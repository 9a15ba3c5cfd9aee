import { expect, test } from 'vitest';
import { together } from './together.ts';

test('units together: shares are of the sums, not averages of shares', () => {
  const big = { closed: 90, late: 0, open: 0, overdue: 10, onTime: 0.9 };
  const small = { closed: 10, late: 10, open: 5, overdue: 0, onTime: 0 };
  expect(together([big, small])).toEqual({ closed: 100, late: 10, open: 5, overdue: 10, onTime: 90 / 110 });
  expect(together([]).onTime).toBeNull();
});
