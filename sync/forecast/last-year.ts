import type { Method } from './series.ts';
import { rootMeanSquare, spreadOf } from './spread.ts';

/** Seasons of days: the days of a week, which are no year. */
const WEEK = 7;
/** The fewest values of the present round that say how it differs from the last. */
const FEWEST = 3;

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

/** How this round stands to the last: as a multiple where all is above nothing, else by so much a value. */
function standing(now: readonly number[], before: readonly number[]): (value: number) => number {
  const positive = [...now, ...before].every((value) => value >= 0) && sum(before) > 0;
  const growth = positive ? sum(now) / sum(before) : 1;
  const rise = positive ? 0 : (sum(now) - sum(before)) / now.length;
  return (value) => value * growth + rise;
}

/**
 * Last year's course at this year's level: the same month a year ago, times what the newest months, a year of
 * them at most, came to against the same a year before. So offices reckon what a year will bring, and it is the
 * seasonal naive method with its year's growth (Hyndman & Athanasopoulos, Forecasting: Principles and
 * Practice, 3rd edition 2021, 5.2, seasonal naive with drift, as a multiple). Needs a year of seasons and
 * three values.
 */
export const lastYear: Method = ({ season, values: { length } }) => {
  if (season < 2 || season === WEEK || length < season + FEWEST) return null;
  return (known, horizon) => {
    const overlap = Math.min(known.length - season, season);
    const now = known.slice(-overlap);
    const before = known.slice(-overlap - season, -season);
    const grown = standing(now, before);
    const sigma = rootMeanSquare(now.map((value, i) => value - grown(before[i] ?? 0)));
    const round = known.slice(-season);
    const mean: number[] = [];
    for (let i = 0; i < horizon; i++) mean.push(grown(round[i] ?? mean[i - season] ?? 0));
    return { mean, ...spreadOf(sigma, horizon, (later) => (later % season === 0 ? 1 : 0)) };
  };
};
