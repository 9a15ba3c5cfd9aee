import { studentTail } from './laws.ts';
import { dispersionOf, fitted, outbreakWeights, type Fit, type Reference } from './quasi-poisson.ts';

/** What of the model is chosen. */
export interface ModelOptions {
  readonly reweight: boolean;
  /** Anscombe residuals above this weigh less. */
  readonly weightsFrom: number;
  readonly trend: boolean;
  /** A trend is kept where chance brings one like it less often than this. */
  readonly trendP: number;
  /** Years the reference covers: below three no trend is kept. */
  readonly years: number;
  /**
   * Which weights the residuals' scatter is taken with where a trend and the prediction are judged: those of
   * the fit, or outbreak weights alone, as `farringtonFlexible` has it.
   */
  readonly scatter: 'fit' | 'outbreak';
}

/** A model of past counts and how much they vary beyond chance. */
export interface Model {
  readonly fit: Fit;
  /** At least 1. */
  readonly phi: number;
  /** The dispersion by {@link ModelOptions.scatter}, of whatever size. */
  readonly scatter: number;
}

function model(reference: Reference, trend: boolean, options: ModelOptions): Model | null {
  const ones = reference.counts.map(() => 1);
  let fit = fitted(reference, ones, trend);
  if (!fit.converged && trend) fit = fitted(reference, ones, false);
  if (!fit.converged) return null;
  let phi = Math.max(1, dispersionOf(fit));
  if (!options.reweight) return { fit, phi, scatter: dispersionOf(fit) };
  const outbreak = outbreakWeights(fit, reference.counts, phi, options.weightsFrom);
  fit = fitted(reference, outbreak, fit.trend);
  phi = Math.max(1, dispersionOf(fit));
  return { fit, phi, scatter: dispersionOf(fit, options.scatter === 'fit' ? fit.weights : outbreak) };
}

/**
 * The model of past counts that the next one is judged by (Farrington et al. 1996, 3.3 to 3.6): past
 * outbreaks down-weighted, with a trend only where it is significant, three years or more support it, and it
 * leads to no more than was ever seen. Null where no model is found.
 */
export function outbreakModel(
  reference: Reference,
  now: { season: number; time: number },
  options: ModelOptions,
): Model | null {
  const first = model(reference, options.trend, options);
  if (first === null || !first.fit.trend) return first;
  const { fit, scatter } = first;
  const t = fit.slope / Math.sqrt(scatter * fit.slopeVariance);
  const isSignificant = 2 * studentTail(Math.abs(t), fit.freedom) < options.trendP;
  const isSeen = Math.exp(fit.at(now.season, now.time)) <= Math.max(...reference.counts);
  return isSignificant && isSeen && options.years >= 3 ? first : model(reference, false, options);
}

export type Power = '2/3' | '1/2' | 'none';

/**
 * The standard deviation of a count after a power, by the delta method, and that power (Farrington et al.
 * 1996, 3.7).
 */
export function powered(mean: number, tau: number, power: Power): { deviation: number; exponent: number } {
  switch (power) {
    case 'none':
      return { deviation: Math.sqrt(mean * tau), exponent: 1 };
    case '1/2':
      return { deviation: Math.sqrt(tau / 4), exponent: 1 / 2 };
    case '2/3':
      return { deviation: Math.sqrt((4 / 9) * mean ** (1 / 3) * tau), exponent: 2 / 3 };
  }
}
