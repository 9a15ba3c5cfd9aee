import { countQuantile, negativeBinomialTail } from './laws.ts';
import { verdictOf, type Side, type Verdict } from './verdict.ts';

/** A count and its past. Most of a unit's counts in a field are a few cases, or none. */
export interface Sparse {
  /** Cases now. */
  readonly count: number;
  /** Cases in matching windows of its past (same length, weekday, hours), in any order. */
  readonly earlier: readonly number[];
  /**
   * How many times as many are expected now as in a window of the past, all else equal; 1 where nothing is
   * known.
   */
  readonly exposure: number;
}

export interface SharedOptions {
  /**
   * How much rates of such counts vary beyond chance, by {@link dispersionOf}: variance = mean + mean² ·
   * dispersion.
   */
  readonly dispersion: number;
  /** The chance, one-sided, beyond which a count is marked. */
  readonly alpha: number;
  readonly side: Side;
  /** A window that the others let expect less often than this was an outbreak, and is no past; 0 keeps all. */
  readonly outbreak?: number;
}

/** A window of the past that the others let expect less often than this was an outbreak. */
const OUTBREAK = 1e-4;
const ROUNDS = 15;
/** How often outbreaks are looked for anew, with the dispersion that is left. */
const LOOKS = 3;
/** Fewer windows than this cannot tell which of them is an outbreak. */
const FEWEST = 4;

/** The dispersion that some series share, by moments. */
function pooled(pasts: readonly (readonly number[])[]): number {
  const moments = pasts.flatMap((counts) => {
    const n = counts.length;
    let sum = 0;
    for (const count of counts) sum += count;
    if (n < 2 || sum === 0) return [];
    const mean = sum / n;
    let squares = 0;
    for (const count of counts) squares += (count - mean) ** 2;
    const variance = squares / (n - 1);
    // The square of a mean is by its own scatter too large.
    return [{ mean, n, beyond: variance - mean, square: mean * mean - variance / n }];
  });
  let dispersion = 0;
  for (let round = 0; round < ROUNDS; round++) {
    let [beyond, square] = [0, 0];
    for (const one of moments) {
      const weight = (one.n - 1) / (1 + dispersion * one.mean) ** 2;
      beyond += weight * one.beyond;
      square += weight * one.square;
    }
    dispersion = square > 0 ? Math.max(0, beyond / square) : 0;
  }
  return dispersion;
}

/**
 * The dispersion that many series share, from their pasts: where each has too few cases to tell its own, all
 * together tell one. Moments of the negative binomial pooled over series, each weighed by how much it tells
 * (Robinson and Smyth, Biostatistics 9 (2008) 321-332, share one by likelihood), without windows that the others
 * let expect less often than `outbreak`. 0 where nothing varies beyond chance; series of fewer than two windows
 * tell nothing.
 */
export function dispersionOf(pasts: readonly (readonly number[])[], outbreak = OUTBREAK): number {
  let dispersion = pooled(pasts);
  for (let look = 0; look < LOOKS && outbreak > 0; look++)
    dispersion = pooled(pasts.map((counts) => withoutOutbreaks(counts, { dispersion, outbreak })));
  return dispersion;
}

/** The least n with P(N > n) <= alpha, summed from none upward: means are small. */
function boundOf(mean: number, size: number, alpha: number): number {
  const share = mean / (mean + size);
  let term = Math.exp(-size * Math.log1p(mean / size));
  if (term < 1e-290) return countQuantile((n) => negativeBinomialTail(n, mean, size), alpha, mean);
  let sum = term;
  let n = 0;
  while (1 - sum > alpha && n < 1e6) {
    term *= (share * (n + size)) / (n + 1);
    sum += term;
    n++;
  }
  return n;
}

/** The negative binomial of one more window: its mean and its size, 1 / its dispersion. */
function lawOf(
  earlier: readonly number[],
  exposure: number,
  dispersion: number,
): { mean: number; size: number } {
  const windows = earlier.length;
  let sum = 0;
  for (const one of earlier) sum += one;
  const mean = ((sum + 0.5) / windows) * exposure;
  // Variance beyond the mean: of rates, and of not knowing this one better.
  const beyond = mean * mean * dispersion * (1 + 1 / windows) + (mean * exposure) / windows;
  return { mean, size: (mean * mean) / beyond };
}

/** The windows of a past that are no outbreak by what the others say, the largest looked at first. */
function withoutOutbreaks(
  earlier: readonly number[],
  { dispersion, outbreak = OUTBREAK }: Pick<SharedOptions, 'dispersion' | 'outbreak'>,
): readonly number[] {
  let kept = earlier;
  while (kept.length >= FEWEST) {
    const largest = Math.max(...kept);
    const rest = kept.toSpliced(kept.indexOf(largest), 1);
    const { mean, size } = lawOf(rest, 1, dispersion);
    // Most are near the others: not worth a law.
    if (largest <= 2 * mean + 2 || negativeBinomialTail(largest, mean, size) >= outbreak) return kept;
    kept = rest;
  }
  return kept;
}

/**
 * A count against its own few cases of the past and the scatter that all series share: the predictive
 * negative binomial. Without shared dispersion it is that of a Poisson rate known from its past alone
 * (Jeffreys' prior: half a case), so that a first case where there never was one is nothing, and five are
 * something. Null without a past.
 */
export function shared({ count, earlier, exposure }: Sparse, options: SharedOptions): Verdict | null {
  if (earlier.length === 0) return null;
  const { dispersion, alpha, side } = options;
  const { mean, size } = lawOf(withoutOutbreaks(earlier, options), exposure, dispersion);
  const of = { value: count, expected: mean, side };
  if (side === 'above')
    return verdictOf({
      ...of,
      bound: boundOf(mean, size, alpha),
      p: negativeBinomialTail(count, mean, size),
    });
  return verdictOf({
    ...of,
    bound: lowBound(mean, size, alpha),
    p: 1 - negativeBinomialTail(count + 1, mean, size),
  });
}

/** The least n with P(N <= n) > alpha: whatever is below it is marked. */
function lowBound(mean: number, size: number, alpha: number): number {
  return countQuantile((n) => negativeBinomialTail(n, mean, size), 1 - alpha, mean);
}
