import { describe, expect, it } from 'vitest';
import { dice, poisson } from './dice.fixture.ts';
import { selected } from './fdr.ts';
import { dispersionOf, shared, type SharedOptions } from './shared.ts';
import { isPast } from './verdict.ts';

const options: SharedOptions = { dispersion: 0, alpha: 0.01, side: 'above', outbreak: 0 };
const of = (count: number, earlier: readonly number[], change: Partial<SharedOptions> = {}) => {
  const verdict = shared({ count, earlier, exposure: 1 }, { ...options, ...change });
  if (verdict === null) throw new Error('nothing said');
  return verdict;
};
const never = [0, 0, 0, 0, 0, 0, 0, 0];

describe('a sparse count', () => {
  it('is judged by the law of a rate that is known by its past alone', () => {
    // Gamma(1/2, 8) mixed over Poisson: P(0) = sqrt(8/9), P(1) = P(0) / 18.
    const none = Math.sqrt(8 / 9);
    expect(of(1, never).p).toBeCloseTo(1 - none, 12);
    expect(of(2, never).p).toBeCloseTo(1 - none - none / 18, 12);
  });

  it('is nothing the first time, and something when it is many', () => {
    expect(isPast(of(1, never))).toBe(false);
    expect(isPast(of(4, never))).toBe(true);
    expect(shared({ count: 9, earlier: [], exposure: 1 }, options)).toBeNull();
  });

  it.each(['above', 'below'] as const)('is past its bound just where its chance says so, %s', (side) => {
    for (const dispersion of [0, 0.4])
      for (const earlier of [never, [2, 0, 1], [40, 60, 44, 51], [2000, 2100, 1900]])
        for (let count = 0; count < 2600; count = Math.ceil(count * 1.07 + 1)) {
          const verdict = of(count, earlier, { dispersion, side });
          expect(isPast(verdict), `${count} of ${earlier.join()}`).toBe(
            side === 'above' ? verdict.p <= options.alpha : verdict.p < options.alpha,
          );
        }
  });

  it('is not hidden by an outbreak of the past', () => {
    const past = [3, 2, 4, 3, 40, 2, 3, 35];
    expect(of(15, past).p).toBeGreaterThan(0.2);
    expect(of(15, past, { outbreak: 0.001 }).expected).toBeCloseTo(17.5 / 6, 12);
    expect(of(15, past, { outbreak: 0.001 }).p).toBeLessThan(1e-4);
    // What only varies is past.
    expect(of(9, [3, 2, 7, 4], { outbreak: 0.001 }).expected).toBeCloseTo(16.5 / 4, 12);
  });

  it('known by few windows surprises less', () => {
    const [few, many] = [2, 20].map(
      (windows) => of(3500, new Array<number>(windows).fill(2000), { dispersion: 0.1 }).p,
    );
    expect(few).toBeGreaterThan(1.5 * (many ?? NaN));
  });

  it('expects more where more is there for it', () => {
    const twice = shared({ count: 9, earlier: [4, 5, 3, 4], exposure: 2 }, options);
    expect(twice?.expected).toBeCloseTo(8.25, 12);
    expect(twice?.p).toBeGreaterThan(of(9, [4, 5, 3, 4]).p);
  });
});

/** A city's counts: rates that differ by series and, by `dispersion`, from window to window. */
function city(dispersion: number, series: number, windows: number, seed: number): number[][] {
  const random = dice(seed);
  return Array.from({ length: series }, () => {
    const rate = Math.exp(5 * random() - 3);
    return Array.from({ length: windows }, () => {
      // Gamma of shape 1 / dispersion = 2 or 4: a sum of exponentials.
      const shape = dispersion > 0 ? 1 / dispersion : 1;
      let times = dispersion > 0 ? 0 : 1;
      if (dispersion > 0) for (let i = 0; i < shape; i++) times -= Math.log(1 - random()) / shape;
      return poisson(rate * times, random);
    });
  });
}

describe('many series together', () => {
  it.each([0, 0.25, 0.5])('tell the dispersion %d that each alone cannot', (dispersion) => {
    expect(dispersionOf(city(dispersion, 2700, 8, 1), 1e-4)).toBeCloseTo(dispersion, 1);
  });

  it('tell it also when one in fifty had an outbreak', () => {
    const pasts = city(0.25, 2700, 8, 1).map((counts, i) =>
      i % 50 === 7 ? [...counts.slice(1), 60] : counts,
    );
    expect(Math.abs(dispersionOf(pasts, 1e-4) - 0.25)).toBeLessThan(0.05);
  });

  it.each([0, 0.5])('mark as seldom as they say, dispersion %d', (dispersion) => {
    const all = city(dispersion, 8000, 9, 2);
    const shareOfAll = dispersionOf(
      all.map((counts) => counts.slice(0, 8)),
      1e-4,
    );
    const tests = all.map((counts) =>
      of(counts[8] ?? 0, counts.slice(0, 8), { dispersion: shareOfAll, outbreak: 0.001 }),
    );
    const marked = tests.filter(isPast).length / tests.length;
    expect(marked).toBeLessThan(0.013);
    expect(marked).toBeGreaterThan(0.002);
    expect(selected(tests, 0.05).length).toBeLessThan(5);
  });

  it('of nothing that varies have none', () => {
    expect(dispersionOf([], 0)).toBe(0);
    expect(dispersionOf([[0, 0, 0], [5]], 0)).toBe(0);
    expect(dispersionOf([[3, 3, 3, 3]], 1e-4)).toBe(0);
  });
});
