import { describe, expect, it } from 'vitest';
import { chanceBeyond, chanceOf, isUnusual, mean } from './chance.ts';

describe('chance', () => {
  // The closed form, summed term by term in exact factorials: 1 - sum of e^-l l^n / n! for n < k.
  it.each([
    [0, 3, 1],
    [3, 1, 0.08030139707139416],
    [10, 4, 0.00813224279693403],
    [60, 40, 0.0018796285686450975],
  ])('of %i or more where %d are expected', (count, expected, probability) => {
    expect(chanceOf(count, expected)).toBeCloseTo(probability, 12);
  });

  // Critical values of Student's t, two-sided, as tables print them; `earlier` of n values has n - 1 degrees of freedom.
  it.each([
    [2, 12.706, 0.05],
    [3, 9.925, 0.01],
    [4, 3.182, 0.05],
    [5, 4.604, 0.01],
    [6, 4.032, 0.01],
    [7, 2.447, 0.05],
  ])('among %i earlier values, t of %d', (n, t, probability) => {
    const earlier = Array.from({ length: n }, (_, i) => 50 + ((i * 7) % 5));
    const middle = mean(earlier);
    const deviation = Math.sqrt(earlier.reduce((sum, v) => sum + (v - middle) ** 2, 0) / (n - 1));
    for (const side of [t, -t])
      expect(chanceBeyond(middle + side * deviation * Math.sqrt(1 + 1 / n), earlier, 0)).toBeCloseTo(
        probability,
        4,
      );
  });

  it('leaves room about values that were all the same', () => {
    expect(chanceBeyond(1, [0, 0, 0, 0], 0.7)).toBeGreaterThan(0.2);
    expect(chanceBeyond(9, [0, 0, 0, 0], 0.7)).toBeLessThan(0.01);
    expect(chanceBeyond(4, [4, 4, 4], 0.7)).toBe(1);
  });

  it('does not make much of little', () => {
    expect(isUnusual(3, 1, 0.01)).toBe(false);
    expect(isUnusual(2, 0, 0.01)).toBe(false);
    expect(isUnusual(12, 4, 0.01)).toBe(true);
    expect(isUnusual(4, 40, 0.01)).toBe(false);
  });

  it('has a mean, of nothing too', () => {
    expect(mean([])).toBe(0);
    expect(mean([1, 2, 6])).toBe(3);
  });
});
