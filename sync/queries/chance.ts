/** The arithmetic mean; 0 for none. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The probability of `count` or more events where `expected` are expected, by Poisson's law: what chance
 * alone brings to a small place, where three times almost nothing is still almost nothing.
 */
export function chanceOf(count: number, expected: number): number {
  let term = Math.exp(-expected);
  let fewer = 0;
  for (let n = 0; n < count; n++) {
    fewer += term;
    term *= expected / (n + 1);
  }
  return Math.max(0, 1 - fewer);
}

/** Above what is expected, by more than chance explains. Nothing in earlier weeks counts as half a case. */
export function isUnusual(count: number, expected: number, chance: number): boolean {
  const rate = Math.max(expected, 0.5);
  return count > rate && chanceOf(count, rate) < chance;
}
