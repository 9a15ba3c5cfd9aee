/** How a season acts: adds its part, or multiplies by its factor. */
export type Kind = 'additive' | 'multiplicative';

/** The mean of a round of values about each; null where the round goes beyond the ends. */
function movingMean(values: readonly number[], season: number): (number | null)[] {
  const half = Math.floor(season / 2);
  return values.map((_, i) => {
    if (i < half || i + half >= values.length) return null;
    const inner = values.slice(i - half, i + half + 1);
    const ends = season % 2 === 0 ? 0.5 : 1;
    const weigh = (value: number, k: number): number =>
      k === 0 || k === inner.length - 1 ? ends * value : value;
    return inner.reduce((sum, value, k) => sum + weigh(value, k), 0) / season;
  });
}

/**
 * What each season adds or multiplies by, from the season of the first value on: the classical decomposition
 * (Kendall & Stuart 1983; R's `decompose`). Needs two whole rounds.
 */
export function decompose(values: readonly number[], season: number, kind: Kind): readonly number[] {
  const trend = movingMean(values, season);
  const sums = new Array<number>(season).fill(0);
  const counts = new Array<number>(season).fill(0);
  values.forEach((value, i) => {
    const level = trend[i] ?? null;
    if (level === null) return;
    const at = i % season;
    sums[at] = (sums[at] ?? 0) + (kind === 'additive' ? value - level : value / level);
    counts[at] = (counts[at] ?? 0) + 1;
  });
  const figure = sums.map((sum, i) => sum / (counts[i] ?? 1));
  const mean = figure.reduce((a, b) => a + b, 0) / season;
  return figure.map((one) => (kind === 'additive' ? one - mean : one / mean));
}
