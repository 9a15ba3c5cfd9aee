import type { Span } from './binomial.ts';
import { crossing } from './crossing.ts';

/** How many gave 1, 2, 3, 4 and 5. */
export type Stars = readonly [number, number, number, number, number];

/** Beyond this the integrand is nothing. */
const NOTHING = 1e-10;
/** So many standard deviations off, the other side of zero is all but impossible. */
const FAR = 30;
/** So much of a star is no difference. */
const CLOSE = 1e-5;
/** Keeps a logit finite. */
const TINY = 1e-12;

/** So many times a gamma variable of some shape. */
interface Term {
  readonly scale: number;
  readonly shape: number;
}

/** The characteristic function of their sum at `u`: its angle, and minus the logarithm of its modulus. */
function transform(terms: readonly Term[], u: number): { angle: number; depth: number } {
  let [angle, depth] = [0, 0];
  for (const { scale, shape } of terms) {
    const x = scale * u;
    angle += shape * Math.atan(x);
    depth += 0.5 * shape * Math.log1p(x * x);
  }
  return { angle, depth };
}

/**
 * P(sum of scale x gamma <= 0) of independent gamma variables: the inversion of the characteristic function that Imhof gave for
 * quadratic forms (Biometrika 48 (1961) 419-426), of which gammas are those with twice their shape as degrees of freedom. Absolute
 * error below 1e-6; terms of scale or shape 0 say nothing.
 */
function belowZero(all: readonly Term[]): number {
  const terms = all.filter(({ scale, shape }) => scale !== 0 && shape > 0);
  if (terms.length === 0) return 0.5;
  if (terms.every(({ scale }) => scale > 0)) return 0;
  if (terms.every(({ scale }) => scale < 0)) return 1;
  // In units of the standard deviation, so that what counts is where u is some units.
  const deviation = Math.sqrt(terms.reduce((sum, { scale, shape }) => sum + shape * scale * scale, 0));
  const units = terms.map(({ scale, shape }) => ({ scale: scale / deviation, shape }));
  const mean = units.reduce((sum, { scale, shape }) => sum + scale * shape, 0);
  if (Math.abs(mean) > FAR) return mean > 0 ? 0 : 1;
  let end = 1;
  while (transform(units, end).depth < -Math.log(NOTHING)) end *= 2;
  // u = e^t - 1: even steps near zero, even steps of its logarithm far out.
  const last = Math.log1p(end);
  const integrand = (t: number): number => {
    const u = Math.expm1(t);
    if (u === 0) return mean;
    const { angle, depth } = transform(units, u);
    return (Math.sin(angle) * Math.exp(-depth) * (u + 1)) / u;
  };
  const steps = 2 * Math.ceil(60 + 12 * last + 10 * Math.abs(mean));
  const step = last / steps;
  let sum = integrand(0) + integrand(last);
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * integrand(i * step);
  return Math.min(1, Math.max(0, 0.5 - (sum * step) / 3 / Math.PI));
}

/** P(the mean of the stars <= mean) where their shares are of Dirichlet's law with one more star at `end`. */
function meanBelow(stars: Stars, mean: number, end: 1 | 5): number {
  return belowZero(stars.map((n, i) => ({ scale: i + 1 - mean, shape: n + (i + 1 === end ? 1 : 0) })));
}

/**
 * The chance, two-sided, of stars whose mean is so far from `mean` (1 to 5), by their counts alone: twice the tail on its side, at most 1.
 * It is below a level exactly where the {@link meanInterval} of that level leaves `mean` out. 1 where nobody rated.
 */
export function chanceOfMean(stars: Stars, mean: number): number {
  const own = meanOf(stars);
  if (own === null) return 1;
  const tail = own > mean ? meanBelow(stars, mean, 1) : 1 - meanBelow(stars, mean, 5);
  return Math.min(1, 2 * tail);
}

/**
 * The interval, two-sided, of the mean of stars from 1 to 5, by how many there are of each (Gaffke 2005; Learned-Miller and Thomas,
 * A New Confidence Interval for the Mean of a Bounded Random Variable, 2019): shares of Dirichlet's law with one more star at the far
 * end, which is what keeps it honest where all have given the same. Of stars at both ends alone it is the interval of Clopper and
 * Pearson; of none it is everything.
 */
export function meanInterval(stars: Stars, level: number): Span {
  const half = level / 2;
  // Of a probability by its logit: nearly a straight line.
  const logit = (p: number): number => Math.log((p + TINY) / (1 - p + TINY));
  const quantile = (p: number, end: 1 | 5): number =>
    crossing((mean) => logit(meanBelow(stars, mean, end)) - logit(p), [1, 5], CLOSE);
  if (stars.every((n) => n === 0)) return { low: 1, high: 5 };
  return { low: quantile(half, 1), high: quantile(1 - half, 5) };
}

/** The mean of stars; null where there are none. */
export function meanOf(stars: Stars): number | null {
  const n = stars.reduce((sum, one) => sum + one, 0);
  return n === 0 ? null : stars.reduce((sum, one, i) => sum + one * (i + 1), 0) / n;
}
