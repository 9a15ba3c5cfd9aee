import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decompose } from './decompose.ts';
import { ets } from './ets.ts';
import { lastYear } from './last-year.ts';
import { lineThrough } from './line.ts';
import { mean } from './mean.ts';
import { learn } from './methods.ts';
import { naive } from './naive.ts';
import { least } from './nelder-mead.ts';
import { seasonalNaive } from './seasonal-naive.ts';
import type { Forecast, Method, Series } from './series.ts';
import { smoothingForecast } from './smoothing-forecast.ts';
import { smooth, type Smoothing } from './smoothing.ts';
import { spreadOf } from './spread.ts';
import { theta } from './theta.ts';

function told(method: Method, series: Series, horizon: number): Forecast {
  const forecast = method(series)?.(series.values, horizon);
  if (forecast === undefined) throw new Error('the method was not to be used');
  return forecast;
}

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
/** Levels that grow by a step, with a season of four that adds. */
const stairs = (n: number, step: number): number[] => upTo(n).map((i) => 100 + step * i + (i % 4) * 10);
const value = fc.integer({ min: -1000, max: 1000 });

describe('naive methods', () => {
  it('repeat the last value, or the last round', () => {
    const series = { values: [1, 2, 3, 4, 7, 6], season: 4 };
    expect(told(naive, series, 3).mean).toEqual([6, 6, 6]);
    expect(told(seasonalNaive, series, 6).mean).toEqual([3, 4, 7, 6, 3, 4]);
    expect(told(lastYear, { values: [1, 2, 3, 4, 2, 4, 6], season: 4 }, 5).mean).toEqual([8, 4, 8, 12, 16]);
  });

  it('add a rise where values go below nothing', () => {
    expect(told(lastYear, { values: [-1, 2, 3, 0, 4, 3], season: 3 }, 4).mean).toEqual([1, 5, 4, 2]);
  });

  it('say nothing of too little', () => {
    expect(naive({ values: [1], season: 1 })).toBeNull();
    expect(seasonalNaive({ values: [1, 2, 3], season: 1 })).toBeNull();
    expect(seasonalNaive({ values: [1, 2, 3, 4], season: 4 })).toBeNull();
    expect(lastYear({ values: [1, 2, 3, 4, 5, 6], season: 4 })).toBeNull();
    expect(lastYear({ values: upTo(30), season: 7 })).toBeNull();
    expect(theta({ values: [1, 2, 3], season: 1 })).toBeNull();
    expect(ets({ values: [1, 2, 3, 4], season: 1 })).toBeNull();
  });

  it('are as sure as their errors were', () => {
    expect(told(naive, { values: [0, 3, -1], season: 1 }, 4).sd[3]).toBeCloseTo(2 * Math.sqrt(12.5), 10);
    expect(told(seasonalNaive, { values: [0, 0, 3, 4], season: 2 }, 3).sd).toEqual([
      Math.sqrt(12.5),
      Math.sqrt(12.5),
      Math.sqrt(12.5) * Math.sqrt(2),
    ]);
  });
});

describe('spread', () => {
  it('of sums is what all errors together make, term by term', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 }),
        (rest) => {
          const response = [1, ...rest];
          const n = response.length;
          // The covariance of values i and j: what shocks before both do to each.
          const covariance = (i: number, j: number): number =>
            upTo(Math.min(i, j) + 1).reduce(
              (sum, s) => sum + (response[i - s] ?? 0) * (response[j - s] ?? 0),
              0,
            );
          const { sd, sumSd } = spreadOf(3, n, (later) => response[later] ?? 0);
          const all = upTo(n).flatMap((i) => upTo(n).map((j) => covariance(i, j)));
          expect(sumSd[n - 1]).toBeCloseTo(3 * Math.sqrt(all.reduce((a, b) => a + b, 0)), 8);
          expect(sd[n - 1]).toBeCloseTo(3 * Math.sqrt(covariance(n - 1, n - 1)), 8);
        },
      ),
    );
  });
});

describe('parts', () => {
  it('a line through its own points is itself', () => {
    fc.assert(
      fc.property(value, value, fc.integer({ min: 2, max: 50 }), (height, slope, n) => {
        const line = lineThrough(upTo(n).map((i) => height + slope * i));
        expect(line.height).toBeCloseTo(height, 6);
        expect(line.slope).toBeCloseTo(slope, 6);
      }),
    );
  });

  it('seasons of a line are found again, added or multiplied', () => {
    const seasons = [5, -3, 1, -3];
    const factors = [1.2, 0.7, 1.1, 1];
    const added = upTo(23).map((i) => 50 + 2 * i + (seasons[i % 4] ?? 0));
    decompose(added, 4, 'additive').forEach((one, i) => expect(one).toBeCloseTo(seasons[i] ?? 0, 10));
    const multiplied = upTo(23).map((i) => 50 * (factors[i % 4] ?? 0));
    decompose(multiplied, 4, 'multiplicative').forEach((one, i) =>
      expect(one).toBeCloseTo(factors[i] ?? 0, 10),
    );
    const weekly = upTo(30).map((i) => 9 + i + ((i % 7) - 3));
    decompose(weekly, 7, 'additive').forEach((one, i) => expect(one).toBeCloseTo(i - 3, 10));
  });

  it('a simplex finds the least, round a bend and beside what is not', () => {
    // Rosenbrock's valley, 1960.
    const valley = ([x = 0, y = 0]: readonly number[]): number => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
    least(valley, [-1.2, 1], 2000).forEach((one) => expect(one).toBeCloseTo(1, 2));
    const walled = ([x = 0]: readonly number[]): number => (x < 2 ? NaN : x);
    expect(least(walled, [5], 500)[0]).toBeCloseTo(2, 3);
    let asked = 0;
    least(([x = 0]) => (asked++, x), [1], 50);
    expect(asked).toBeLessThan(60);
  });
});

describe('exponential smoothing', () => {
  const model: Smoothing = {
    ...{ form: 'AAdA', alpha: 0.3, beta: 0.1, gamma: 0.2, phi: 0.9, level: 10, slope: 1 },
    seasons: [1, -2, 1],
  };

  it('goes on from where it stands as if it had not stopped', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 6, maxLength: 30 }), fc.nat(), (values, at) => {
        const half = at % values.length;
        const whole = smooth(values, model);
        const first = smooth(values.slice(0, half), model);
        const second = smooth(values.slice(half), { ...model, ...first });
        expect(second.level).toBeCloseTo(whole.level, 6);
        expect(second.slope).toBeCloseTo(whole.slope, 6);
        expect(second.seasons.length).toBe(3);
        second.seasons.forEach((one, i) => expect(one).toBeCloseTo(whole.seasons[i] ?? 0, 6));
        expect(first.squares + second.squares).toBeCloseTo(whole.squares, 3);
      }),
    );
  });

  it('makes no error where values are its own', () => {
    const values: number[] = [];
    for (let i = 0; i < 20; i++) values.push(smoothingForecast(values, model, 1).mean[0] ?? 0);
    expect(smooth(values, model).squares).toBeCloseTo(0, 10);
    expect(smoothingForecast(values, model, 5).sd[4]).toBeCloseTo(0, 5);
  });

  it('learns a rise and a season', () => {
    const { mean: seasonal } = told(ets, { values: stairs(24, 2), season: 4 }, 6);
    seasonal.forEach((one, i) => expect(Math.abs(one - (stairs(30, 2)[24 + i] ?? 0))).toBeLessThan(3));
    const { mean: level } = told(ets, { values: [5, 7, 4, 6, 5, 7, 5, 6, 4, 6, 5, 7], season: 1 }, 3);
    level.forEach((one) => expect(Math.abs(one - 5.6)).toBeLessThan(0.6));
  });

  it('learns no season of chance', () => {
    const values = [3, 4, 6, 8, 1, 4, 8, 6, 1, 7, 3, 5, 6, 9, 3, 10, 9, 4, 7, 6];
    const { mean: ahead } = told(ets, { values, season: 4 }, 4);
    ahead.forEach((one) => expect(one).toBe(ahead[0]));
  });

  it('multiplies seasons where they grow with the level', () => {
    const shape = [0.5, 1.5, 1.2, 0.8];
    const noise = [1.01, 0.98, 1.02, 0.99, 1];
    const values = upTo(40).map((i) => 100 * (shape[i % 4] ?? 1) * (noise[i % 5] ?? 1));
    const { mean: ahead, sd } = told(ets, { values, season: 4 }, 4);
    ahead.forEach((one, i) => expect(Math.abs(one / (100 * (shape[i] ?? 1)) - 1)).toBeLessThan(0.03));
    expect(sd.every((one) => one > 0)).toBe(true);
  });
});

it('the mean of one method is it, and of two lies between', () => {
  const fitted = [naive, theta].flatMap((one) => one({ values: stairs(12, 3), season: 1 }) ?? []);
  const [a, b] = fitted.map((one) => one(stairs(12, 3), 3));
  const both = mean(fitted)(stairs(12, 3), 3);
  expect(mean(fitted.slice(0, 1))(stairs(12, 3), 3)).toEqual(a);
  both.mean.forEach((one, i) => expect(one).toBeCloseTo(((a?.mean[i] ?? 0) + (b?.mean[i] ?? 0)) / 2, 9));
});

it('what is learnt has the mean of the seasonal naive method, theta and smoothing, of seasons alone the first', () => {
  const all = [
    { season: 4, parts: ['seasonalNaive', 'theta', 'ets'] as const },
    { season: 1, parts: ['theta', 'ets'] as const },
  ];
  for (const { season, parts } of all) {
    const values = stairs(20, 3);
    const learnt = learn({ values, season });
    const means = parts.map((name) => learnt.get(name)?.(values, 2).mean[1] ?? NaN);
    const plain = means.reduce((a, b) => a + b, 0) / means.length;
    expect(learnt.get('mean')?.(values, 2).mean[1]).toBeCloseTo(plain, 9);
  }
  expect([...learn({ values: [1, 2], season: 4 }).keys()]).toEqual(['naive']);
});
