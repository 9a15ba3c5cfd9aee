import { normalQuantile, normalTail } from './laws.ts';
import { outbreakModel, powered, type Power } from './outbreak-model.ts';
import { verdictOf, type Verdict } from './verdict.ts';
import { isEnough, yearsBefore, type Least, type Series } from './weekly.ts';

/** How a count is held against the same weeks of earlier years. */
export interface FarringtonOptions {
  /** Earlier years looked at. */
  readonly years: number;
  /** Steps to either side of the same one in each of those years. */
  readonly halfWindow: number;
  /** Whether past outbreaks weigh less. */
  readonly reweight: boolean;
  /** Whether a trend over time may be fitted. */
  readonly trend: boolean;
  /** The chance, both sides together, beyond which a count is marked: half of it is above. */
  readonly alpha: number;
  /** Counts are normal after this power: `2/3` for counts, `1/2` where they vary much, `none`. */
  readonly power: Power;
  readonly least: Least;
}

export const FARRINGTON: FarringtonOptions = {
  ...{ years: 5, halfWindow: 3, reweight: true, trend: true, alpha: 0.05, power: '2/3' },
  least: { cases: 5, steps: 4 },
};

/**
 * A count against the same weeks of earlier years: Farrington, Andrews, Beale and Catchpole, "A statistical
 * algorithm for the early detection of outbreaks of infectious disease", J. R. Statist. Soc. A 159 (1996)
 * 547-563; as `farrington` of R's `surveillance`. `at` is the index of the count that is judged. Null where
 * there were too few cases lately, no such weeks, or no model.
 */
export function farrington(series: Series, at: number, options = FARRINGTON): Verdict | null {
  const { years, halfWindow, alpha } = options;
  if (!isEnough(series, at, options.least)) return null;
  const times: number[] = [];
  for (let year = years; year >= 1; year--) {
    const middle = yearsBefore(series, at, year);
    for (let time = middle - halfWindow; time <= middle + halfWindow; time++) if (time >= 0) times.push(time);
  }
  if (times.length < 3) return null;
  const found = outbreakModel(
    {
      ...{ times, counts: times.map((time) => series.counts[time] ?? 0) },
      ...{ seasons: times.map(() => 0), groups: 1 },
    },
    { season: 0, time: at },
    { ...options, weightsFrom: 1, trendP: 0.05, scatter: 'fit' },
  );
  if (found === null) return null;
  const expected = Math.exp(found.fit.at(0, at));
  const tau = found.phi + expected * found.phi * found.fit.varianceAt(0, at);
  const { deviation, exponent } = powered(expected, tau, options.power);
  const value = series.counts[at] ?? 0;
  return verdictOf({
    ...{ value, expected, side: 'above' },
    bound: (expected ** exponent + normalQuantile(1 - alpha / 2) * deviation) ** (1 / exponent),
    p: normalTail((value ** exponent - expected ** exponent) / deviation),
  });
}
