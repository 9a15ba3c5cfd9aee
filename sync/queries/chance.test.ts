import { describe, expect, it } from 'vitest';
import { chanceOf, isUnusual, mean } from './chance.ts';

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
