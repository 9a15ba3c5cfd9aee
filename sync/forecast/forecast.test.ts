import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backtest, maseOf, originsOf, scaleOf } from './backtest.ts';
import { caution, coverageOf, stretchOf } from './calibration.ts';
import { chanceOf, forecastSeries, type Outcome } from './index.ts';
import { needOf } from './choose.ts';
import { normalBelow, TENTH, TWENTIETH } from './normal.ts';

type Told = Extract<Outcome, { ok: true }>;

function told(values: readonly number[], season: number, horizon: number): Told {
  const outcome = forecastSeries({ values, season }, horizon);
  if (!outcome.ok) throw new Error(`nothing was forecast: ${outcome.why}`);
  return outcome;
}

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** Numbers of a standard normal distribution, the same for the same seed: a linear congruence and Box & Muller. */
function normals(seed: number): () => number {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  for (let i = 0; i < 5; i++) next();
  return () => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());
}

describe('a forecast', () => {
  const seasons = fc.constantFrom(1, 4, 7, 12);
  const history = seasons.chain((season) =>
    fc.record({
      season: fc.constant(season),
      values: fc.array(fc.integer({ min: -500, max: 500 }), {
        minLength: needOf(season),
        maxLength: needOf(season) + 20,
      }),
      horizon: fc.integer({ min: 1, max: 14 }),
    }),
  );

  it('is as long as asked, within its bounds, finite, and adds up, whatever the past', () => {
    fc.assert(
      fc.property(history, ({ values, season, horizon }) => {
        const { points, sum, error } = told(values, season, horizon);
        expect(points).toHaveLength(horizon);
        for (const { mean, low, high } of points) {
          expect([mean, low, high].every(Number.isFinite)).toBe(true);
          expect(low).toBeLessThanOrEqual(mean);
          expect(mean).toBeLessThanOrEqual(high);
        }
        expect(sum.mean).toBeCloseTo(
          points.reduce((a, { mean }) => a + mean, 0),
          6,
        );
        expect(sum.sd).toBeGreaterThanOrEqual(0);
        expect(Object.values(error).every((one) => one === null || Number.isFinite(one))).toBe(true);
        expect(error.coverage).toBeLessThanOrEqual(1);
        expect(error.mase).toBeLessThanOrEqual(error.naive);
        expect(error.mase).toBeLessThanOrEqual(error.seasonalNaive ?? Infinity);
        expect(error.seasonalNaive === null).toBe(season === 1);
      }),
      { numRuns: 30 },
    );
  });

  it('is the same for the same past, and does not touch it', () => {
    const values = Object.freeze(upTo(40).map((i) => (i * 37) % 11));
    expect(told(values, 12, 6)).toEqual(told(values, 12, 6));
  });

  it('of what never changed is that, without a doubt', () => {
    const { points, sum, error } = told(
      upTo(30).map(() => 7),
      12,
      4,
    );
    for (const point of points) {
      expect(point.mean).toBeCloseTo(7, 9);
      expect(point.high - point.low).toBeCloseTo(0, 6);
    }
    expect(sum.mean).toBeCloseTo(28, 9);
    expect(error.mase).toBeCloseTo(0, 9);
  });

  it('takes last year’s course where that is how it goes', () => {
    const course = [5, 9, 14, 8, 3, 6, 12, 20, 11, 4, 7, 16];
    const values = upTo(40).map((i) => (course[i % 12] ?? 0) * 1.1 ** Math.floor(i / 12));
    const { method, points } = told(values.slice(0, 36), 12, 4);
    expect(method).toBe('lastYear');
    points.forEach(({ mean }, i) => expect(mean / (values[36 + i] ?? 0)).toBeCloseTo(1, 6));
  });

  it('says nothing of too short a past, or of one with gaps', () => {
    for (const season of [1, 4, 7, 12]) {
      const need = needOf(season);
      const values = upTo(need).map((i) => i % 5);
      expect(forecastSeries({ values, season }, 1).ok).toBe(true);
      const short = { ok: false, why: 'tooShort', have: need - 1, need };
      expect(forecastSeries({ values: values.slice(1), season }, 1)).toEqual(short);
      const gaps = { ok: false, why: 'gaps', have: need - 1, need };
      expect(forecastSeries({ values: values.with(2, NaN), season }, 1)).toEqual(gaps);
    }
    expect(forecastSeries({ values: [], season: 1 }, 1)).toMatchObject({ ok: false, why: 'tooShort' });
    for (const horizon of [0, -1, 1.5, NaN])
      expect(() => forecastSeries({ values: upTo(40), season: 12 }, horizon)).toThrow(RangeError);
  });

  it('does not expect less than nothing where there never was', () => {
    const { points } = told([9, 8, 8, 7, 6, 5, 3, 2, 1, 0], 1, 8);
    for (const { mean, low, high } of points) {
      expect(mean).toBeGreaterThanOrEqual(0);
      expect(high - mean).toBeCloseTo(mean - low, 9);
    }
  });

  it('holds 75 to 85 % of what came of many made series, sums too', () => {
    let [all, within, sumsWithin, series] = [0, 0, 0, 0];
    for (let seed = 1; seed <= 90; seed++) {
      const normal = normals(seed);
      const season = [1, 4, 12][seed % 3] ?? 1;
      let walk = 0;
      const made = upTo(season * 3 + 24).map((i) => {
        walk += seed % 2 === 0 ? normal() : 0;
        return 200 + 20 * Math.sin((2 * Math.PI * i) / season) + 0.3 * i + walk + 3 * normal();
      });
      const horizon = 6;
      const { points, sum } = told(made.slice(0, -horizon), season, horizon);
      const actual = made.slice(-horizon);
      points.forEach(({ low, high }, i) => {
        const value = actual[i] ?? 0;
        all++;
        if (value >= low && value <= high) within++;
      });
      series++;
      const came = actual.reduce((a, b) => a + b, 0);
      if (Math.abs(came - sum.mean) <= TENTH * sum.sd) sumsWithin++;
    }
    expect(within / all).toBeGreaterThan(0.75);
    expect(within / all).toBeLessThan(0.85);
    expect(sumsWithin / series).toBeGreaterThan(0.7);
    expect(sumsWithin / series).toBeLessThan(0.9);
  });
});

describe('the backtest', () => {
  it('forecasts by what was known at an origin alone', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 16, maxLength: 24 }),
        fc.integer({ min: 100, max: 999 }),
        (values, other) => {
          const origins = originsOf(values.length, 7);
          const before = backtest({ values, season: 4 }, origins, 3);
          const after = backtest({ values: values.with(-1, other), season: 4 }, origins, 3);
          for (const [name, trial] of before)
            trial.forEach(({ errors }, i) => {
              const seen = values.length - 1 - (origins[i] ?? 0);
              expect(after.get(name)?.[i]?.errors.slice(0, seen)).toEqual(errors.slice(0, seen));
            });
        },
      ),
      { numRuns: 20 },
    );
  });

  it('starts where enough is known, ends before the end, and tries no more than two dozen', () => {
    expect(originsOf(12, 7)).toEqual([7, 8, 9, 10, 11]);
    for (const length of [20, 60, 120]) {
      const origins = originsOf(length, 15);
      expect(origins.at(-1)).toBe(length - 1);
      expect(origins[0]).toBeGreaterThanOrEqual(15);
      expect(origins.length).toBeLessThanOrEqual(24);
    }
  });

  it('measures by what the simplest method is off', () => {
    expect(scaleOf({ values: [1, 3, 2, 6], season: 1 })).toBeCloseTo(7 / 3, 12);
    expect(scaleOf({ values: [1, 3, 2, 6], season: 2 })).toBe(2);
    expect(scaleOf({ values: [1, 3, 1, 3], season: 2 })).toBe(2);
    expect(scaleOf({ values: [4, 4, 4], season: 1 })).toBe(1);
    const tried = { ratios: [], sumRatios: [] };
    expect(
      maseOf(
        [
          { errors: [2, -4], ...tried },
          { errors: [0], ...tried },
        ],
        2,
      ),
    ).toBe(1);
  });
});

describe('calibration', () => {
  // Student's deviates that 90 % are below, as tables print them.
  it.each([
    [2, 1.886],
    [4, 1.533],
    [10, 1.372],
    [24, 1.318],
  ])('of %i degrees of freedom is as cautious as Student', (freedom, deviate) => {
    expect(Math.abs(TENTH * caution(freedom) - deviate)).toBeLessThan(0.01);
  });

  it('holds the share of errors that it claims, and more where little is known', () => {
    const errors = (n: number): number => TENTH * stretchOf(upTo(n).map((i) => [(i + 1) / n]));
    expect(errors(1000)).toBeCloseTo(0.8, 2);
    expect(errors(10)).toBeGreaterThan(0.8);
    expect(stretchOf([[3], [1]]) * TENTH).toBeGreaterThan(6);
    expect(stretchOf([])).toBe(1);
  });

  it('is judged by what the other origins say', () => {
    const trial = (ratios: number[]) => ({ errors: [], ratios, sumRatios: [] });
    expect(coverageOf([trial([1]), trial([1]), trial([99])])).toBeCloseTo(2 / 3, 12);
    expect(coverageOf([])).toBe(1);
  });
});

describe('a chance', () => {
  it('of what is no number is none, and is told so', () => {
    expect(chanceOf(1, 'higher', { mean: Infinity, sd: Infinity })).toBeNaN();
  });

  // Abramowitz & Stegun, Handbook of Mathematical Functions, table 26.1.
  it.each([
    [0, 0.5],
    [0.5, 0.69146246127401],
    [1, 0.84134474606854],
    [2.5, 0.99379033467422],
    [-3, 0.00134989803163],
    [TENTH, 0.9],
    [TWENTIETH, 0.95],
  ])('below %d of a normal distribution', (z, below) => {
    expect(normalBelow(z)).toBeCloseTo(below, 13);
  });

  it('is even at the mean, turns with the direction, and falls as the target goes away', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -100, max: 100 }),
        fc.integer({ min: -100, max: 100 }),
        fc.integer({ min: 1, max: 50 }),
        (target, mean, sd) => {
          const higher = chanceOf(target, 'higher', { mean, sd });
          expect(higher + chanceOf(target, 'lower', { mean, sd })).toBeCloseTo(1, 12);
          expect(chanceOf(target + 1, 'higher', { mean, sd })).toBeLessThanOrEqual(higher);
          expect(chanceOf(mean, 'higher', { mean, sd })).toBe(0.5);
        },
      ),
    );
  });

  it('is a share of one, however far away the target is', () => {
    fc.assert(
      fc.property(fc.double({ min: -60, max: 60, noNaN: true }), (z) => {
        expect(normalBelow(z)).toBeGreaterThanOrEqual(0);
        expect(normalBelow(z)).toBeLessThanOrEqual(1);
        expect(normalBelow(z) + normalBelow(-z)).toBeCloseTo(1, 14);
      }),
    );
    expect(normalBelow(-7.5) / 3.190891672910919e-14).toBeCloseTo(1, 10);
  });

  it('is certain where nothing is uncertain', () => {
    expect(chanceOf(5, 'higher', { mean: 5, sd: 0 })).toBe(1);
    expect(chanceOf(5, 'higher', { mean: 4, sd: 0 })).toBe(0);
    expect(chanceOf(5, 'lower', { mean: 4, sd: 0 })).toBe(1);
    expect(chanceOf(5, 'higher', { mean: 50, sd: 1 })).toBe(1);
    expect(chanceOf(5, 'lower', { mean: 50, sd: 1 })).toBeCloseTo(0, 300);
  });
});
