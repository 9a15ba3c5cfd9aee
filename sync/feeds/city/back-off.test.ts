import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LONGEST_PAUSE, pauseBefore } from './back-off.ts';

it('waits longer each time, up to half a minute, and never less than half of that', () => {
  expect([0, 1, 2, 3].map((n) => pauseBefore(n, 0))).toEqual([250, 500, 1_000, 2_000]);
  expect(pauseBefore(1_000_000, 0.999_999)).toBe(LONGEST_PAUSE);
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (n, random) => {
      const pause = pauseBefore(n, random);
      expect(pause).toBeGreaterThanOrEqual(250);
      expect(pause).toBeLessThanOrEqual(LONGEST_PAUSE);
      expect(pauseBefore(n + 1, random)).toBeGreaterThanOrEqual(pause);
    }),
  );
});
