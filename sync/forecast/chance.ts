import { normalBelow } from './normal.ts';

/**
 * The chance that a value comes to its target, 0 to 1: at least so much where higher is better, at most where
 * lower is. `forecast` is the value's expected mean and standard deviation, of a normal distribution; where
 * nothing is uncertain, it is met or it is not.
 */
export function chanceOf(
  target: number,
  direction: 'higher' | 'lower',
  forecast: { readonly mean: number; readonly sd: number },
): number {
  const ahead = direction === 'higher' ? forecast.mean - target : target - forecast.mean;
  if (forecast.sd === 0) return ahead >= 0 ? 1 : 0;
  return normalBelow(ahead / forecast.sd);
}
