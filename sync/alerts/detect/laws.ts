/**
 * The laws of chance that detectors judge by: upper tails and quantiles of the normal, Student's, Poisson's,
 * the negative binomial and the beta. Relative error below 1e-9 down to tails of 1e-300. Pure.
 */

const LANCZOS: readonly number[] = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln Γ(x) for x > 0 (Lanczos 1964, g = 7, n = 9). */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const y = x - 1;
  const sum = LANCZOS.reduce((all, c, i) => (i === 0 ? c : all + c / (y + i)), 0);
  const t = y + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(sum);
}

const TINY = 1e-300;
const CLOSE = 1e-15;
const STEPS = 20_000;

/**
 * A continued fraction b0 + a1 / (b1 + a2 / (b2 + ...)) by Lentz's method (Press et al., Numerical Recipes,
 * 5.2). `term(n)` gives a and b of the nth.
 */
function fraction(first: number, term: (n: number) => readonly [number, number]): number {
  let [value, d] = [first === 0 ? TINY : first, 0];
  let c = value;
  for (let n = 1; n < STEPS; n++) {
    const [a, b] = term(n);
    d = b + a * d;
    d = 1 / (d === 0 ? TINY : d);
    c = b + a / c;
    if (c === 0) c = TINY;
    value *= c * d;
    if (Math.abs(c * d - 1) < CLOSE) break;
  }
  return value;
}

/** The upper regularised incomplete gamma function Q(a, x) and the lower one, P = 1 - Q; a > 0, x >= 0. */
function gammaTails(a: number, x: number): { upper: number; lower: number } {
  if (x <= 0) return { upper: 1, lower: 0 };
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let [term, sum] = [1 / a, 1 / a];
    for (let n = 1; n < STEPS && term > sum * CLOSE; n++) {
      term *= x / (a + n);
      sum += term;
    }
    const lower = front * sum;
    return { upper: 1 - lower, lower };
  }
  const upper = front / fraction(x + 1 - a, (n) => [-n * (n - a), x + 2 * n + 1 - a]);
  return { upper, lower: 1 - upper };
}

/** The regularised incomplete beta function I_x(a, b); a, b > 0, x from 0 to 1. */
export function betaTail(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - betaTail(1 - x, b, a);
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x) - Math.log(a),
  );
  const value = fraction(1, (n) => {
    const m = Math.floor(n / 2);
    const up = n % 2 === 0 ? m * (b - m) : -(a + m) * (a + b + m);
    return [(up * x) / ((a + n - 1) * (a + n)), 1];
  });
  return front / value;
}

/** P(Z >= z) of the standard normal. */
export function normalTail(z: number): number {
  const { upper } = gammaTails(0.5, (z * z) / 2);
  return z >= 0 ? upper / 2 : 1 - upper / 2;
}

/**
 * z with P(Z < z) = p, 0 < p < 1: a rational start (Abramowitz and Stegun 26.2.23, within 4.5e-4), then
 * Halley's steps on the tail itself.
 */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  const t = Math.sqrt(-2 * Math.log(p));
  let z =
    t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  for (let i = 0; i < 3; i++) {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const step = (normalTail(z) - p) / density;
    z += step / (1 - (z * step) / 2);
  }
  return -z;
}

/** P(T >= t) of Student's t with `freedom` > 0 degrees of freedom. */
export function studentTail(t: number, freedom: number): number {
  const half = betaTail(freedom / (freedom + t * t), freedom / 2, 0.5) / 2;
  return t >= 0 ? half : 1 - half;
}

/**
 * t with P(T < t) = p, 0 < p < 1: Newton's steps on its tail, within a bracket that halves where they leave
 * it.
 */
export function studentQuantile(p: number, freedom: number): number {
  if (p < 0.5) return -studentQuantile(1 - p, freedom);
  if (p === 0.5) return 0;
  let [low, high] = [0, 1];
  while (studentTail(high, freedom) > 1 - p && high < 1e300) [low, high] = [high, high * 2];
  const front = logGamma((freedom + 1) / 2) - logGamma(freedom / 2) - Math.log(freedom * Math.PI) / 2;
  let t = Math.min(high, Math.max(low, normalQuantile(p)));
  for (let i = 0; i < 100; i++) {
    const beyond = studentTail(t, freedom) - (1 - p);
    if (beyond > 0) low = t;
    else high = t;
    const density = Math.exp(front - ((freedom + 1) / 2) * Math.log1p((t * t) / freedom));
    const newton = t + beyond / density;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - t) <= CLOSE * t) return next;
    t = next;
  }
  return t;
}

/** P(N >= n) of Poisson's law with some mean. */
export function poissonTail(n: number, mean: number): number {
  if (n <= 0) return 1;
  return mean <= 0 ? 0 : gammaTails(n, mean).lower;
}

/** P(N >= n) of the negative binomial: variance = mean + mean² / size. */
export function negativeBinomialTail(n: number, mean: number, size: number): number {
  if (n <= 0) return 1;
  return mean <= 0 ? 0 : betaTail(mean / (mean + size), n, size);
}

/**
 * The least n with P(N > n) <= alpha, of a law of counts given by its upper tail P(N >= n): by doubling from
 * `start`, then halving.
 */
export function countQuantile(tail: (n: number) => number, alpha: number, start: number): number {
  // A hair of room: where P is alpha by the book, rounding decides nothing.
  const holds = (n: number): boolean => tail(n + 1) <= alpha * (1 + 1e-11);
  let [low, high] = [-1, Math.max(1, Math.ceil(start))];
  // Of what is no law, there is no such number: it is not looked for without end.
  while (!holds(high) && high < Number.MAX_SAFE_INTEGER) [low, high] = [high, high * 2];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
