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

/**
 * The probability that Student's t of so many degrees of freedom is further from 0 than `t`: the finite sums
 * of Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4.
 */
function beyond(t: number, freedom: number): number {
  const angle = Math.atan(Math.abs(t) / Math.sqrt(freedom));
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const odd = freedom % 2 === 1;
  let term = odd ? cos : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k < freedom; k += 2) {
    term *= (cos * cos * (k - 1)) / k;
    sum += term;
  }
  return Math.max(0, 1 - (odd ? (2 / Math.PI) * (angle + sin * sum) : sin * sum));
}

/**
 * The probability that a value like some earlier ones is as far from their mean as this: Student's, for one
 * more of a normal population of which only these are known. `least` is the least standard deviation taken
 * for possible, so that a few equal values do not make every other one impossible. Needs two earlier values.
 */
export function chanceBeyond(value: number, earlier: readonly number[], least: number): number {
  const n = earlier.length;
  const middle = mean(earlier);
  const variance = earlier.reduce((sum, v) => sum + (v - middle) ** 2, 0) / (n - 1);
  const deviation = Math.max(Math.sqrt(variance), least);
  return beyond((value - middle) / (deviation * Math.sqrt(1 + 1 / n)), n - 1);
}
