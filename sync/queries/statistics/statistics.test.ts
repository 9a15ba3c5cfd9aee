import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { binomialLower, binomialUpper, chanceOf, funnelLimits, interval } from './binomial.ts';
import { groupAt, levelOf, LIMIT, type Test } from './groups.ts';
import { chanceOfMean, meanInterval, meanOf, type Stars } from './stars.ts';
import { chanceOfChange } from './two-shares.ts';

/** The chance of each count of `of`, one after the other, by nothing but multiplication. */
function pmf(of: number, share: number): number[] {
  let all = [1];
  for (let i = 0; i < of; i++) {
    const next = new Array<number>(all.length + 1).fill(0);
    all.forEach((p, k) => {
      next[k] = (next[k] ?? 0) + p * (1 - share);
      next[k + 1] = (next[k + 1] ?? 0) + p * share;
    });
    all = next;
  }
  return all;
}
const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0);

const counted = fc
  .record({ of: fc.integer({ min: 1, max: 60 }), part: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ of, part }) => ({ of, count: Math.round(part * of) }));
const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });

describe('a count of so many', () => {
  it('has the tails that adding up one by one gives', () => {
    fc.assert(
      fc.property(counted, share, ({ count, of }, p) => {
        const all = pmf(of, p);
        expect(binomialUpper({ count, of }, p)).toBeCloseTo(sum(all.slice(count)), 12);
        expect(binomialLower({ count, of }, p)).toBeCloseTo(sum(all.slice(0, count + 1)), 12);
      }),
    );
    // pbinom(11, 100, 0.05, lower = FALSE), pbinom(1, 100, 0.05), 0.906^30.
    expect(binomialUpper({ count: 12, of: 100 }, 0.05)).toBeCloseTo(0.00427418246637, 13);
    expect(binomialLower({ count: 1, of: 100 }, 0.05)).toBeCloseTo(0.03708120932736, 13);
    expect(binomialLower({ count: 0, of: 30 }, 0.094)).toBeCloseTo(0.906 ** 30, 14);
  });

  // binom.test of R; 0.3085 is Clopper and Pearson's own of 0 of 10.
  it.each([
    [0, 10, 0.05, 0, 0.308497107819],
    [3, 10, 0.05, 0.0667395111777, 0.65245285006],
    [10, 10, 0.05, 0.691502892181, 1],
    [17, 20, 0.002, 0.491270626027, 0.990012419002],
    [1, 1, 0.05, 0.025, 1],
    [0, 0, 0.05, 0, 1],
  ])('of %d of %d has the interval of the tables, at %d', (count, of, level, low, high) => {
    expect(interval({ count, of }, level)).toEqual({
      low: expect.closeTo(low, 6),
      high: expect.closeTo(high, 6),
    });
  });

  it('is beyond the limits, left out by its interval and seldom enough in one: they are the same', () => {
    const level = fc.constantFrom(0.05, 0.002, 0.0003);
    fc.assert(
      fc.property(counted, share, level, (one, target, at) => {
        const [own, chance] = [one.count / one.of, chanceOf(one, target)];
        fc.pre(Math.abs(chance - at) > 1e-4 * at);
        const { low, high } = interval(one, at);
        expect(target < low || target > high).toBe(chance <= at);
        const limits = funnelLimits(target, one.of, at);
        // A count that lies on a limit is beyond it; limits are within a hundredth of a case.
        const hair = 1e-2 / one.of;
        const beyond =
          (limits.high !== null && own >= limits.high - hair) ||
          (limits.low !== null && own <= limits.low + hair);
        if (chance <= at) expect(beyond).toBe(true);
        else if (beyond) expect(chance).toBeLessThan(at * 1.2);
      }),
      { numRuns: 400 },
    );
  });
});

describe('funnel limits', () => {
  // The smallest r with P(X <= r) >= p of Spiegelhalter's appendix A.1, by qbinom of R: one case more is beyond, that one is not.
  it.each([
    [20, 0.05, 5, null],
    [20, 0.002, 7, null],
    [50, 0.05, 9, 1],
    [50, 0.002, 13, null],
    [100, 0.05, 16, 5],
    [100, 0.002, 20, 2],
    [500, 0.05, 64, 37],
    [500, 0.002, 72, 30],
  ])(
    'of %d cases around a tenth, at a level of %d, leave what the table leaves',
    (of, level, most, least) => {
      const { low, high } = funnelLimits(0.1, of, level);
      const within = (r: number): boolean => r / of < (high ?? Infinity) && r / of > (low ?? -Infinity);
      expect([within(most), within(most + 1)]).toEqual([true, false]);
      if (least === null) expect([low, within(0)]).toEqual([null, true]);
      else expect([within(least), within(least - 1)]).toEqual([true, false]);
    },
  );

  it('close in as cases come in, the 99.8 % around the 95 %, and a share of nothing has none below', () => {
    let before = { wide: Infinity, narrow: Infinity };
    for (const of of [1, 5, 20, 100, 1000, 20_000]) {
      const [inner, outer] = [funnelLimits(0.06, of, 0.05), funnelLimits(0.06, of, 0.002)];
      const [narrow, wide] = [inner.high ?? Infinity, outer.high ?? Infinity];
      expect(wide >= narrow && narrow > 0.06).toBe(true);
      expect([wide <= before.wide, narrow <= before.narrow]).toEqual([true, true]);
      before = { wide, narrow };
    }
    expect(funnelLimits(0, 50, 0.002)).toEqual({ low: null, high: 0 });
    // One case, and six late in a hundred are usual: late or not, nothing can be said of it.
    expect(funnelLimits(0.06, 1, 0.05)).toEqual({ low: null, high: null });
    expect([chanceOf({ count: 0, of: 1 }, 0.06), chanceOf({ count: 1, of: 1 }, 0.06)]).toEqual([
      1,
      expect.closeTo(0.12, 12),
    ]);
  });
});

describe('many that are compared at once', () => {
  const missing = (count: number, of: number, target: number): Test => ({
    chance: chanceOf({ count, of }, target),
    side: count > of * target ? 'worse' : 'better',
  });
  const groups = (units: readonly { count: number; of: number }[]): string[] => {
    const all = sum(units.map(({ of }) => of));
    const target = sum(units.map(({ count }) => count)) / all;
    const tests = units.map(({ count, of }) => missing(count, of, target));
    const level = levelOf(tests.map(({ chance }) => chance));
    return tests.map((one) => groupAt(one, level));
  };

  it('are told at the 99.8 % limits, or at a lower level where there are many', () => {
    expect(levelOf([])).toBe(LIMIT);
    expect(levelOf([0.5])).toBe(LIMIT);
    // 0.05 / 190 where nobody is told; twice that where two are.
    expect(levelOf(new Array<number>(190).fill(0.4))).toBeCloseTo(0.05 / 190, 15);
    expect(levelOf([1e-9, 4e-4, ...new Array<number>(188).fill(0.4)])).toBeCloseTo(0.1 / 190, 15);
    // Where many are far off, still no more than the 99.8 % limits allow.
    expect(levelOf([...new Array<number>(60).fill(1e-9), ...new Array<number>(130).fill(0.4)])).toBe(LIMIT);
  });

  it('with three of three late, and late ones of few, are like all; with many more they are not', () => {
    const rest = new Array<{ count: number; of: number }>(40).fill({ count: 3, of: 60 });
    expect(groups([{ count: 2, of: 3 }, { count: 0, of: 3 }, ...rest]).slice(0, 2)).toEqual(['like', 'like']);
    expect(groups([{ count: 20, of: 30 }, { count: 0, of: 600 }, ...rest]).slice(0, 2)).toEqual([
      'worse',
      'better',
    ]);
  });

  it('of one kind have one group: what is the same in count and number is the same, in any order', () => {
    const units = fc.array(counted, { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(units, (some) => {
        const found = groups(some);
        some.forEach((one, i) => {
          some.forEach((other, j) => {
            if (one.count === other.count && one.of === other.of) expect(found[j]).toBe(found[i]);
          });
        });
        expect(groups(some.toReversed())).toEqual(found.toReversed());
      }),
    );
  });

  it('keep their groups when all have so many times as many cases in the same shares, and only win some', () => {
    const units = fc.array(counted, { minLength: 1, maxLength: 25 });
    fc.assert(
      fc.property(units, fc.integer({ min: 2, max: 6 }), (some, times) => {
        const before = groups(some);
        const after = groups(some.map(({ count, of }) => ({ count: count * times, of: of * times })));
        before.forEach((group, i) => {
          if (group !== 'like') expect(after[i]).toBe(group);
        });
      }),
      { numRuns: 400 },
    );
  });

  it('and all have the same share are all alike, however many their cases', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 5 }), (of, count) => {
        const found = groups(of.map((n) => ({ count: n * count, of: n * 5 })));
        expect(new Set(found)).toEqual(new Set(['like']));
      }),
    );
  });
});

describe('two shares', () => {
  // fisher.test and phyper of R: one-sided tails, doubled.
  it('differ by chance as Fisher has it', () => {
    const tea = chanceOfChange({ count: 1, of: 10 }, { count: 9, of: 10 });
    expect(tea).toBeCloseTo(2 * 0.000546666955336, 12);
    expect(chanceOfChange({ count: 9, of: 10 }, { count: 1, of: 10 })).toBeCloseTo(tea, 12);
    expect(chanceOfChange({ count: 3, of: 18 }, { count: 13, of: 25 })).toBeCloseTo(2 * 0.0188033307283, 12);
  });

  it.each([
    [
      { count: 0, of: 0 },
      { count: 3, of: 3 },
    ],
    [
      { count: 3, of: 9 },
      { count: 0, of: 0 },
    ],
    [
      { count: 0, of: 40 },
      { count: 0, of: 900 },
    ],
    [
      { count: 5, of: 5 },
      { count: 80, of: 80 },
    ],
    [
      { count: 10, of: 100 },
      { count: 10, of: 100 },
    ],
  ])('%o and %o do not differ', (then, now) => expect(chanceOfChange(then, now)).toBe(1));

  it('of three late cases say nothing, of three hundred much', () => {
    expect(chanceOfChange({ count: 0, of: 40 }, { count: 3, of: 36 })).toBeGreaterThan(0.1);
    expect(chanceOfChange({ count: 0, of: 4000 }, { count: 300, of: 3600 })).toBeLessThan(1e-60);
  });
});

describe('stars', () => {
  const few = fc.nat({ max: 12 });
  const stars = fc.tuple(few, few, few, few, few);

  it('at both ends alone have the interval of a share', () => {
    fc.assert(
      fc.property(counted, fc.constantFrom(0.05, 0.002), ({ count, of }, level) => {
        const { low, high } = interval({ count, of }, level);
        const found = meanInterval([of - count, 0, 0, 0, count], level);
        expect(found.low).toBeCloseTo(1 + 4 * low, 3);
        expect(found.high).toBeCloseTo(1 + 4 * high, 3);
      }),
      { numRuns: 60 },
    );
  });

  // Four million drawings of gammas with R.
  it.each([
    [[5, 5, 0, 5, 5], 2.2467, 3.7532],
    [[0, 0, 1, 2, 4], 2.9698, 4.8745],
  ] as const)('%j have the interval of drawing them', (of, low, high) => {
    const found = meanInterval(of, 0.05);
    expect([found.low, found.high]).toEqual([expect.closeTo(low, 2), expect.closeTo(high, 2)]);
  });

  it('that all gave the same are not known to the last, and one alone says hardly anything', () => {
    // 1 + 4 x 0.025^(1/10), 1 + 4 x 0.025.
    expect(meanInterval([0, 0, 0, 0, 10], 0.05)).toEqual({ low: expect.closeTo(3.76601, 4), high: 5 });
    expect(meanInterval([0, 0, 0, 0, 1], 0.05)).toEqual({ low: expect.closeTo(1.1, 4), high: 5 });
    expect(meanInterval([0, 0, 0, 0, 0], 0.05)).toEqual({ low: 1, high: 5 });
    expect(chanceOfMean([0, 0, 0, 0, 0], 4)).toBe(1);
  });

  it('are left out by the interval exactly where the chance of the mean is as small, which holds their own mean', () => {
    fc.assert(
      fc.property(stars, fc.double({ min: 1.2, max: 4.8, noNaN: true }), (of: Stars, mean) => {
        const [{ low, high }, chance] = [meanInterval(of, 0.05), chanceOfMean(of, mean)];
        const own = meanOf(of);
        if (own !== null) expect(low <= own && own <= high).toBe(true);
        fc.pre(Math.abs(chance - 0.05) > 1e-3);
        expect(mean < low || mean > high).toBe(chance < 0.05);
      }),
      { numRuns: 60 },
    );
  });

  it('turned round are turned round, and more of the same say more', () => {
    fc.assert(
      fc.property(stars, (of: Stars) => {
        fc.pre(sum(of) > 0);
        const [a, b] = [meanInterval(of, 0.002), meanInterval(turned(of), 0.002)];
        expect(a.low).toBeCloseTo(6 - b.high, 3);
        const more = meanInterval(times(of, 3), 0.002);
        expect(more.high - more.low).toBeLessThanOrEqual(a.high - a.low + 1e-3);
      }),
      { numRuns: 40 },
    );
  });

  test('a million of them are no trouble', () => {
    const { low, high } = meanInterval([100_000, 100_000, 100_000, 300_000, 400_000], 0.002);
    expect([low, high]).toEqual([expect.closeTo(3.7959, 3), expect.closeTo(3.8041, 3)]);
    expect(chanceOfMean([100_000, 100_000, 100_000, 300_000, 400_000], 4)).toBe(0);
  });
});

const turned = ([a, b, c, d, e]: Stars): Stars => [e, d, c, b, a];
const times = ([a, b, c, d, e]: Stars, n: number): Stars => [a * n, b * n, c * n, d * n, e * n];
