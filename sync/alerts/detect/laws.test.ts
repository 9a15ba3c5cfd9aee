import { describe, expect, it } from 'vitest';
import {
  betaTail,
  countQuantile,
  logGamma,
  negativeBinomialTail,
  normalQuantile,
  normalTail,
  poissonTail,
  studentQuantile,
  studentTail,
} from './laws.ts';
import { reference } from './surveillance.fixture.ts';

const laws: Readonly<Record<string, (...values: [number, number, number]) => number>> = {
  ...{ normalTail, normalQuantile, studentTail, studentQuantile, poissonTail },
  ...{ negativeBinomialTail, betaTail },
};

describe("laws as R's", () => {
  it.each(Object.entries(reference.laws))('%s', (name, rows) => {
    for (const row of rows) {
      const [a = 0, b = 0, c = 0] = row.slice(0, -1);
      const theirs = row.at(-1) ?? NaN;
      const ours = laws[name]?.(a, b, c) ?? NaN;
      // Relative, as far down as tails go.
      expect(Math.abs(ours - theirs), `${name}(${row.slice(0, -1).join(', ')})`).toBeLessThanOrEqual(
        1e-9 * Math.abs(theirs) + (name.endsWith('Quantile') ? 1e-15 : 1e-300),
      );
    }
  });

  it('ln Γ at whole numbers and a half', () => {
    expect(logGamma(1)).toBeCloseTo(0, 13);
    expect(logGamma(11)).toBeCloseTo(Math.log(3628800), 12);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 13);
  });

  it('the least count that chance passes seldom enough', () => {
    for (const mean of [0.01, 1, 20, 3000]) {
      const tail = (n: number): number => poissonTail(n, mean);
      const bound = countQuantile(tail, 0.01, mean);
      expect(tail(bound + 1)).toBeLessThanOrEqual(0.01);
      if (bound > 0) expect(tail(bound)).toBeGreaterThan(0.01);
    }
    expect(countQuantile((n) => poissonTail(n, 1e-9), 0.01, 0)).toBe(0);
    expect(countQuantile(() => NaN, 0.01, 1)).toBeGreaterThanOrEqual(Number.MAX_SAFE_INTEGER);
  });
});
