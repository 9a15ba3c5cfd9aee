import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { nextBy } from './roving.ts';

test.each([
  ['ArrowLeft', 3, 2],
  ['ArrowRight', 3, 4],
  ['ArrowLeft', 0, 0],
  ['ArrowRight', 9, 9],
  ['Home', 5, 0],
  ['End', 5, 9],
  ['ArrowUp', 5, null],
  ['Enter', 5, null],
])('%s from %i of ten goes to %s', (key, from, to) => expect(nextBy(key, from, 10)).toBe(to));

it('goes nowhere where there is nothing, and never past an end', () => {
  expect(nextBy('ArrowRight', 0, 0)).toBeNull();
  const key = fc.constantFrom('ArrowLeft', 'ArrowRight', 'Home', 'End');
  fc.assert(
    fc.property(key, fc.nat(50), fc.integer({ min: 1, max: 50 }), (pressed, from, count) => {
      const to = nextBy(pressed, from, count);
      expect(to).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThan(count);
    }),
  );
});
