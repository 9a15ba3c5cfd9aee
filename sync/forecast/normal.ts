/** The standard normal deviate that 90 % are below: an interval of 80 % reaches so far to either side. */
export const TENTH = 1.2815515655446004;
/** The one that 95 % are below. */
export const TWENTIETH = 1.6448536269514722;

/** The share of the standard normal distribution below `z`: the series of Marsaglia, Evaluating the Normal Distribution, 2004. */
export function normalBelow(z: number): number {
  if (z < -8) return 0;
  if (z > 8) return 1;
  let sum = z;
  let term = z;
  for (let i = 3, before = NaN; sum !== before; i += 2) {
    before = sum;
    term *= (z * z) / i;
    sum += term;
  }
  return 0.5 + sum * Math.exp(-0.5 * z * z - 0.91893853320467274178);
}
