import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowsThatFit } from './fit.ts';

const space = { height: 100, gap: 10, footer: 15, always: false };

test.each([
  [[20, 20, 20], 3, 'all fit'],
  [[30, 30, 20], 3, 'exactly'],
  [[30, 30, 21], 2, 'one too many: the footer has its place'],
  [[80, 20], 1, 'the footer takes a row away only if it must'],
  [[500], 1, 'never less than one'],
] as [number[], number, string][])('%j: %i (%s)', (heights, n, _why) => {
  expect(rowsThatFit(heights, space)).toBe(n);
});

test('a line for the rest that is always there takes its place first', () => {
  expect(rowsThatFit([20, 20, 20], { ...space, always: true })).toBe(2);
});

test('what is shown fits, and one row more would not', () => {
  const heights = fc.array(fc.integer({ min: 5, max: 60 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(heights, fc.integer({ min: 80, max: 600 }), (rows, height) => {
      const n = rowsThatFit(rows, { ...space, height });
      const used = (k: number): number => rows.slice(0, k).reduce((sum, h) => sum + h, 0) + 10 * (k - 1);
      const footer = n < rows.length ? 25 : 0;
      if (n > 1) expect(used(n) + footer).toBeLessThanOrEqual(height + 0.5);
      if (n < rows.length) expect(used(n + 1) + 25).toBeGreaterThan(height + 0.5);
    }),
  );
});
