/** Counts, the steps they were counted in, and which season each is in, 0 .. groups - 1. All of one length. */
export interface Reference {
  readonly counts: readonly number[];
  readonly times: readonly number[];
  readonly seasons: readonly number[];
  readonly groups: number;
}

/** A quasi-Poisson model with a level a season and, where it has a trend, one slope: ln mean = level + slope · time. */
export interface Fit {
  readonly converged: boolean;
  readonly trend: boolean;
  /** ln of the mean of a season at a time. */
  readonly at: (season: number, time: number) => number;
  /** The variance of that, in units of the dispersion. */
  readonly varianceAt: (season: number, time: number) => number;
  readonly means: readonly number[];
  /** Weights of the last step of the fit: prior weight · mean. */
  readonly weights: readonly number[];
  /** (count - mean) / mean. */
  readonly residuals: readonly number[];
  /** Leverage of each count, 0 to 1. */
  readonly leverages: readonly number[];
  readonly freedom: number;
  readonly slope: number;
  /** The variance of the slope, in units of the dispersion. */
  readonly slopeVariance: number;
}

/** As R's `glm.control`: the deviance stands still, or steps run out. */
const CLOSE = 1e-8;
const MOST_STEPS = 25;
const LEAST_MEAN = 2 ** -52;

/** Sums by season of what each count brings. */
function bySeason({ seasons, groups }: Reference, of: (i: number) => number): number[] {
  const sums = new Array<number>(groups).fill(0);
  seasons.forEach((season, i) => (sums[season] = (sums[season] ?? 0) + of(i)));
  return sums;
}

/**
 * Twice the log likelihood that a count lacks of one that fits itself.
 */
function deviance(count: number, mean: number): number {
  return 2 * ((count > 0 ? count * Math.log(count / mean) : 0) - (count - mean));
}

/**
 * Fits by iteratively reweighted least squares (McCullagh and Nelder 1989, 2.5), started and stopped as R's `glm`, so
 * that it stands where R's stands even where a season has no case and its level has no end. One level a season and one
 * slope: each step's normal equations are an arrow, solved in as many sums as there are counts.
 */
export function fitted(reference: Reference, prior: readonly number[], trend: boolean): Fit {
  const { counts, times, seasons } = reference;
  const n = counts.length;
  const at = (values: readonly number[], i: number): number => values[i] ?? 0;
  let means = counts.map((count) => count + 0.1);
  let etas = means.map(Math.log);
  let weights: number[] = [];
  let totals: number[] = [];
  let middles: number[] = [];
  let levels: number[] = [];
  let [spread, slope, before, converged] = [0, 0, 0, false];
  const lacks = (): number =>
    counts.reduce((sum, count, i) => sum + at(prior, i) * deviance(count, at(means, i)), 0);
  before = lacks();
  for (let step = 0; step < MOST_STEPS && !converged; step++) {
    weights = means.map((mean, i) => mean * at(prior, i));
    const working = etas.map((eta, i) => eta + (at(counts, i) - at(means, i)) / at(means, i));
    totals = bySeason(reference, (i) => at(weights, i));
    middles = bySeason(reference, (i) => at(weights, i) * at(times, i)).map((sum, g) => sum / at(totals, g));
    levels = bySeason(reference, (i) => at(weights, i) * at(working, i)).map((sum, g) => sum / at(totals, g));
    [spread, slope] = [0, 0];
    if (trend) {
      let across = 0;
      for (let i = 0; i < n; i++) {
        const away = at(times, i) - at(middles, at(seasons, i));
        spread += at(weights, i) * away * away;
        across += at(weights, i) * away * (at(working, i) - at(levels, at(seasons, i)));
      }
      slope = across / spread;
    }
    etas = times.map((time, i) => {
      const season = at(seasons, i);
      return at(levels, season) + slope * (time - at(middles, season));
    });
    means = etas.map((eta) => Math.max(Math.exp(eta), LEAST_MEAN));
    const now = lacks();
    converged = Math.abs(now - before) / (Math.abs(now) + 0.1) < CLOSE;
    before = now;
  }
  const variance = (season: number, time: number): number =>
    1 / at(totals, season) + (trend ? (time - at(middles, season)) ** 2 / spread : 0);
  return {
    converged,
    trend,
    at: (season, time) => at(levels, season) + slope * (time - at(middles, season)),
    varianceAt: variance,
    means,
    weights,
    residuals: counts.map((count, i) => (count - at(means, i)) / at(means, i)),
    leverages: times.map((time, i) => at(weights, i) * variance(at(seasons, i), time)),
    freedom: n - new Set(seasons).size - (trend ? 1 : 0),
    slope,
    slopeVariance: 1 / spread,
  };
}

/** How much counts vary beyond chance: Pearson's chi-squared by its degrees of freedom, with the weights told. */
export function dispersionOf(fit: Fit, weights: readonly number[] = fit.weights): number {
  return fit.residuals.reduce((sum, r, i) => sum + (weights[i] ?? 0) * r * r, 0) / fit.freedom;
}

/** Weights that let past outbreaks count less (Farrington et al. 1996, 3.6): 1 / s² from Anscombe's residuals s above `from`. */
export function outbreakWeights(fit: Fit, counts: readonly number[], phi: number, from: number): number[] {
  const raw = counts.map((count, i) => {
    const mean = fit.means[i] ?? 0;
    const anscombe = 1.5 * (count ** (2 / 3) * mean ** (-1 / 6) - Math.sqrt(mean));
    const s = anscombe / Math.sqrt(phi * (1 - (fit.leverages[i] ?? 0)));
    return s > from ? s ** -2 : 1;
  });
  const scale = raw.length / raw.reduce((sum, w) => sum + w, 0);
  return raw.map((w) => w * scale);
}
