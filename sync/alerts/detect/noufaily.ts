import { countQuantile, negativeBinomialTail, normalQuantile, normalTail, poissonTail } from './laws.ts';
import { outbreakModel, powered, type Power } from './outbreak-model.ts';
import type { Reference } from './quasi-poisson.ts';
import { verdictOf, type Verdict } from './verdict.ts';
import { dayOf, isEnough, yearsBefore, type Least, type Series } from './weekly.ts';

/** How a count is held against earlier years, every season of them in the model. */
export interface NoufailyOptions {
  /** Earlier years looked at. */
  readonly years: number;
  /** Steps to either side of the same one in each of those years: the season of now. */
  readonly halfWindow: number;
  /** Seasons of a year, that of now among them; 1 looks at no other. */
  readonly periods: number;
  /** The latest steps that are no past yet: an outbreak that is going on would hide itself. */
  readonly notYet: number;
  /** Whether a trend over time may be fitted. */
  readonly trend: boolean;
  /** A trend is kept where chance brings one like it less often than this; 1 always keeps it. */
  readonly trendP: number;
  /** Whether past outbreaks weigh less, and from which Anscombe residual on. */
  readonly reweight: boolean;
  readonly weightsFrom: number;
  /** The chance, one-sided, beyond which a count is marked. */
  readonly alpha: number;
  /**
   * How the bound is found: `nbPlugin` by the negative binomial of the fit; `muan` by that of the fit's own
   * upper bound (Salmon et al. 2015); `delta` by the normal after `power`.
   */
  readonly bound: 'delta' | 'nbPlugin' | 'muan';
  readonly power: Power;
  readonly least: Least;
}

export const NOUFAILY: NoufailyOptions = {
  ...{ years: 5, halfWindow: 3, periods: 10, notYet: 26, trend: true, trendP: 1, reweight: true },
  ...{ weightsFrom: 2.58, alpha: 0.005, bound: 'nbPlugin', power: '2/3', least: { cases: 5, steps: 4 } },
};

/**
 * Which season each earlier step is in: around the same date of each year the last one, `periods - 1`; the
 * steps between are shared out among the others, evenly, the first ones a step longer. -1: not looked at.
 * Null where a year is not held.
 */
function seasonsOf(
  series: Series,
  at: number,
  { years, halfWindow, periods }: NoufailyOptions,
): number[] | null {
  const seasons = new Array<number>(at + 1).fill(-1);
  seasons.fill(periods - 1, Math.max(0, at - halfWindow), at + 1);
  let later = at;
  for (let year = 1; year <= years; year++) {
    const middle = yearsBefore(series, at, year);
    if (middle - halfWindow < 0) return null;
    seasons.fill(periods - 1, middle - halfWindow, middle + halfWindow + 1);
    const between = later - middle - 2 * halfWindow - 1;
    if (periods > 1) {
      if (between < periods - 1) return null;
      const each = Math.floor(between / (periods - 1));
      const longer = between % (periods - 1);
      let from = middle + halfWindow + 1;
      for (let season = 0; season < periods - 1; season++) {
        const until = from + each + (season < longer ? 1 : 0);
        seasons.fill(season, from, until);
        from = until;
      }
    }
    later = middle;
  }
  return seasons;
}

function referenceOf(series: Series, at: number, options: NoufailyOptions): Reference | null {
  const seasons = seasonsOf(series, at, options)?.slice(0, Math.max(0, at - options.notYet));
  if (seasons === undefined) return null;
  const held = seasons.flatMap((season, i) => (season < 0 ? [] : [i]));
  if (!held.some((i) => seasons[i] === options.periods - 1)) return null;
  return {
    counts: held.map((i) => series.counts[i] ?? 0),
    times: held.map((i) => dayOf(series, i)),
    seasons: held.map((i) => seasons[i] ?? 0),
    groups: options.periods,
  };
}

/**
 * A count against earlier years with all their seasons: Noufaily, Enki, Farrington, Garthwaite, Andrews and
 * Charlett, "An improved algorithm for outbreak detection in multiple surveillance systems", Statistics in
 * Medicine 32 (2013) 1206-1222; as `farringtonFlexible` of R's `surveillance`. `at` is the index of the count
 * that is judged. Null where there were too few cases lately, too few years are held, or no model is found.
 */
export function noufaily(series: Series, at: number, options = NOUFAILY): Verdict | null {
  if (!isEnough(series, at, options.least)) return null;
  const reference = referenceOf(series, at, options);
  if (reference === null) return null;
  const [season, time] = [options.periods - 1, dayOf(series, at)];
  const found = outbreakModel(reference, { season, time }, { ...options, scatter: 'outbreak' });
  if (found === null || found.fit.freedom < 1) return null;
  const { fit, phi } = found;
  const [eta, variance] = [fit.at(season, time), found.scatter * fit.varianceAt(season, time)];
  const [value, expected] = [series.counts[at] ?? 0, Math.exp(eta)];
  const of = { value, expected, side: 'above' } as const;
  if (options.bound === 'delta') {
    const { deviation, exponent } = powered(expected, phi + expected * variance, options.power);
    return verdictOf({
      ...of,
      bound: (expected ** exponent + normalQuantile(1 - options.alpha) * deviation) ** (1 / exponent),
      p: normalTail((value ** exponent - expected ** exponent) / deviation),
    });
  }
  const room = options.bound === 'muan' ? normalQuantile(1 - options.alpha) * Math.sqrt(variance) : 0;
  const mean = Math.exp(eta + room);
  if (!Number.isFinite(mean)) return null;
  const tail = (n: number): number =>
    phi > 1 ? negativeBinomialTail(n, mean, mean / (phi - 1)) : poissonTail(n, mean);
  return verdictOf({ ...of, bound: countQuantile(tail, options.alpha, mean), p: tail(value) });
}
