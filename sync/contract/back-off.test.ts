import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PAUSES, pauseBefore, Restarts } from './back-off.ts';

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the pause before an attempt', () => {
  it('is twice as long each time, up to the longest', () => {
    expect([0, 1, 2, 3, 6, 1_000_000].map((n) => pauseBefore(n))).toEqual([
      500, 1_000, 2_000, 4_000, 30_000, 30_000,
    ]);
    expect([0, 1, 2].map((n) => pauseBefore(n, 1, { first: 200, longest: 300 }))).toEqual([200, 300, 300]);
  });

  it('is never shorter than the one before, and by chance at most a half shorter than it is', () => {
    fc.assert(
      fc.property(fc.nat(), random, (n, by) => {
        const pause = pauseBefore(n, by);
        expect(pause).toBeGreaterThanOrEqual(pauseBefore(n) / 2);
        expect(pause).toBeLessThanOrEqual(pauseBefore(n));
        expect(pauseBefore(n + 1, by)).toBeGreaterThanOrEqual(pause);
      }),
    );
    expect([pauseBefore(0, 0), pauseBefore(0, 0.5)]).toEqual([PAUSES.first / 2, PAUSES.first * 0.75]);
  });
});

describe('restarts', () => {
  it('wait twice as long each time, and are counted', () => {
    const restarts = new Restarts({ first: 500, longest: 4_000 });
    const ends = [0, 1, 2, 3, 4].map((i) => {
      restarts.started(i * 1000);
      return restarts.ended(i * 1000 + 10);
    });
    expect(ends.map(({ wait }) => wait)).toEqual([500, 1000, 2000, 4000, 4000]);
    expect(ends.map(({ inARow }) => inARow)).toEqual([1, 2, 3, 4, 5]);
  });

  it('forget the past once something has lived for a minute', () => {
    const restarts = new Restarts();
    for (const t of [0, 1000, 2000, 3000]) {
      restarts.started(t);
      restarts.ended(t + 1);
    }
    restarts.started(10_000);
    expect(restarts.ended(10_000 + 60_000)).toEqual({ wait: 500, inARow: 1 });
  });
});
