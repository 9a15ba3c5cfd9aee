/** The standard normal deviate that 90 % are below: an interval of 80 % reaches so far to either side. */
export const TENTH = 1.2815515655446004;
/** The one that 95 % are below. */
export const TWENTIETH = 1.6448536269514722;

const density = (z: number): number => Math.exp(-0.5 * z * z - 0.91893853320467274178);

/** Beyond this many standard deviations a series about the middle loses the tail in its own rounding. */
const FAR = 3;
/** Steps of the continued fraction: enough for 15 digits at {@link FAR}. */
const STEPS = 80;

/**
 * The share of the standard normal distribution below `z`, 0 to 1: the series of Marsaglia, Evaluating the Normal Distribution, 2004; far
 * from the middle Laplace's continued fraction of the tail (Abramowitz and Stegun, 26.2.14), so that what is all but impossible is
 * never less than nothing.
 */
export function normalBelow(z: number): number {
  if (z > FAR) return 1 - normalBelow(-z);
  if (z < -FAR) {
    let fraction = -z;
    for (let k = STEPS; k > 0; k--) fraction = -z + k / fraction;
    return density(z) / fraction;
  }
  let sum = z;
  let term = z;
  for (let i = 3, before = Infinity; Math.abs(sum - before) > 0; i += 2) {
    before = sum;
    term *= (z * z) / i;
    sum += term;
  }
  return 0.5 + sum * density(z);
}
