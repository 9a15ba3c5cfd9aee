import type { Fitted } from './series.ts';

function meanOf(lists: readonly (readonly number[])[]): number[] {
  const [first = []] = lists;
  return first.map((_, i) => lists.reduce((sum, list) => sum + (list[i] ?? 0), 0) / lists.length);
}

/**
 * The plain mean of several methods that are already learnt: seldom the best, hardly ever bad (Bates & Granger,
 * The combination of forecasts, 1969; Makridakis, Spiliotis & Assimakopoulos, The M4 competition, 2020). How
 * far it may be off is the mean too, as if all were off together.
 */
export function mean(fitted: readonly Fitted[]): Fitted {
  return (known, horizon) => {
    const forecasts = fitted.map((one) => one(known, horizon));
    return {
      mean: meanOf(forecasts.map((one) => one.mean)),
      sd: meanOf(forecasts.map((one) => one.sd)),
      sumSd: meanOf(forecasts.map((one) => one.sumSd)),
    };
  };
}
