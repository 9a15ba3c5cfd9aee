import { expect, it } from 'vitest';
import { emsOf, widestOf } from './letters.ts';

// As a browser measured them in weight 600, ems.
it.each([
  ['71,2\u00a0%', 3.11],
  ['86.1%', 3.02],
  ['12.840', 3.75],
  ['5.580 lượt', 5.22],
  ['gấp 1,6', 3.63],
  ['P. Bình Hưng Đông', 9.1],
  ['đơn vị khác', 5.75],
])('%s takes what it needs and not much more', (text, measured) => {
  expect(emsOf(text)).toBeGreaterThanOrEqual(measured);
  expect(emsOf(text)).toBeLessThan(measured * 1.2 + 0.4);
});

it('the widest is not the longest in letters', () => {
  expect(widestOf(['lilil', 'MMMM', ''])).toBe(emsOf('MMMM'));
  expect(widestOf([])).toBe(0);
});
