/**
 * Counts, the steps they were counted in, and which season each is in, 0 .. groups - 1. All of one length.
 */
export interface Reference {
  readonly counts: readonly number[];
  readonly times: readonly number[];
  readonly seasons: readonly number[];
  readonly groups: number;
}

/**
 * A quasi-Poisson model with a level a season and, where it has a trend, one slope: ln mean = level + slope ·
 * time.
 */
export interface Fit {
  readonly converged: boolean;
  readonly trend: boolean;
  /** ln of the mean of a season at a time. */
  readonly at: (season: number, time: number) => number;
  /** The variance of that, in units of the dispersion. */
  readonly varianceAt: (season: number, time: number) => number;
  readonly means: Float64Array;
  /** Weights of the last step of the fit: prior weight · mean. */
  readonly weights: Float64Array;
  /** (count - mean) / mean. */
  readonly residuals: Float64Array;
  /** Leverage of each count, 0 to 1. */
  readonly leverages: Float64Array;
  readonly freedom: number;
  readonly slope: number;
  /** The variance of the slope, in units of the dispersion. */
  readonly slopeVariance: number;
}

/** As R's `glm.control`: the deviance stands still, or steps run out. */
const CLOSE = 1e-8;
const MOST_STEPS = 25;
const LEAST_MEAN = 2 ** -52;

/** What a step works on, one number a count or a season. */
interface Work {
  readonly counts: Float64Array;
  readonly times: Float64Array;
  readonly seasons: Int32Array;
  readonly prior: Float64Array;
  readonly means: Float64Array;
  readonly etas: Float64Array;
  readonly weights: Float64Array;
  readonly totals: Float64Array;
  readonly middles: Float64Array;
  readonly levels: Float64Array;
}

/** Twice the log likelihood that counts lack of a model that fits each by itself. */
function devianceOf({ counts, means, prior }: Work): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    const [count, mean] = [counts[i] ?? 0, means[i] ?? 1];
    sum += (prior[i] ?? 0) * ((count > 0 ? count * Math.log(count / mean) : 0) - (count - mean));
  }
  return 2 * sum;
}

/** One step: weights and working values of the means so far, weighted least squares on them, new means. */
function step(work: Work, trend: boolean): { slope: number; spread: number } {
  const { counts, times, seasons, prior, means, etas, weights, totals, middles, levels } = work;
  const n = counts.length;
  totals.fill(0);
  middles.fill(0);
  levels.fill(0);
  for (let i = 0; i < n; i++) {
    const [mean, season] = [means[i] ?? 0, seasons[i] ?? 0];
    const weight = mean * (prior[i] ?? 0);
    // From here on the working value, until the new eta takes its place.
    const working = (etas[i] ?? 0) + ((counts[i] ?? 0) - mean) / mean;
    weights[i] = weight;
    etas[i] = working;
    totals[season] = (totals[season] ?? 0) + weight;
    middles[season] = (middles[season] ?? 0) + weight * (times[i] ?? 0);
    levels[season] = (levels[season] ?? 0) + weight * working;
  }
  for (let season = 0; season < totals.length; season++) {
    middles[season] = (middles[season] ?? 0) / (totals[season] ?? 0);
    levels[season] = (levels[season] ?? 0) / (totals[season] ?? 0);
  }
  let [spread, across] = [0, 0];
  for (let i = 0; trend && i < n; i++) {
    const [season, weight] = [seasons[i] ?? 0, weights[i] ?? 0];
    const away = (times[i] ?? 0) - (middles[season] ?? 0);
    spread += weight * away * away;
    across += weight * away * ((etas[i] ?? 0) - (levels[season] ?? 0));
  }
  const slope = trend ? across / spread : 0;
  for (let i = 0; i < n; i++) {
    const season = seasons[i] ?? 0;
    const eta = (levels[season] ?? 0) + slope * ((times[i] ?? 0) - (middles[season] ?? 0));
    etas[i] = eta;
    means[i] = Math.max(Math.exp(eta), LEAST_MEAN);
  }
  return { slope, spread };
}

/**
 * Fits by iteratively reweighted least squares (McCullagh and Nelder, Generalized Linear Models, 1989, 2.5),
 * started and stopped as R's `glm`, so that it stands where R's stands even where a season has no case and
 * its level has no end. One level a season and one slope: the normal equations of a step are an arrow, solved
 * in as many sums as there are counts. `prior`: a weight a count.
 */
export function fitted(reference: Reference, prior: readonly number[], trend: boolean): Fit {
  const { counts, groups } = reference;
  const means = Float64Array.from(counts, (count) => count + 0.1);
  const work: Work = {
    counts: Float64Array.from(counts),
    times: Float64Array.from(reference.times),
    seasons: Int32Array.from(reference.seasons),
    prior: Float64Array.from(prior),
    means,
    etas: means.map(Math.log),
    weights: new Float64Array(counts.length),
    totals: new Float64Array(groups),
    middles: new Float64Array(groups),
    levels: new Float64Array(groups),
  };
  let [before, converged, slope, spread] = [devianceOf(work), false, 0, 0];
  for (let n = 0; n < MOST_STEPS && !converged; n++) {
    ({ slope, spread } = step(work, trend));
    const now = devianceOf(work);
    converged = Math.abs(now - before) / (Math.abs(now) + 0.1) < CLOSE;
    before = now;
  }
  const { times, seasons, weights, totals, middles, levels } = work;
  const away = (season: number, time: number): number => time - (middles[season] ?? 0);
  const varianceAt = (season: number, time: number): number =>
    1 / (totals[season] ?? 0) + (trend ? away(season, time) ** 2 / spread : 0);
  return {
    ...{ converged, trend, means, weights, slope, varianceAt },
    at: (season, time) => (levels[season] ?? 0) + slope * away(season, time),
    residuals: means.map((mean, i) => ((counts[i] ?? 0) - mean) / mean),
    leverages: weights.map((weight, i) => weight * varianceAt(seasons[i] ?? 0, times[i] ?? 0)),
    freedom: counts.length - new Set(reference.seasons).size - (trend ? 1 : 0),
    slopeVariance: 1 / spread,
  };
}

/**
 * How much counts vary beyond chance: Pearson's chi-squared by its degrees of freedom, with the weights told.
 */
export function dispersionOf(fit: Fit, weights: ArrayLike<number> = fit.weights): number {
  return fit.residuals.reduce((sum, r, i) => sum + (weights[i] ?? 0) * r * r, 0) / fit.freedom;
}

/**
 * Weights that let past outbreaks count less (Farrington et al. 1996, 3.6): 1 / s² from Anscombe's residuals
 * s above `from`.
 */
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
