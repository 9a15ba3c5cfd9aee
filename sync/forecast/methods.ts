import { ets } from './ets.ts';
import { lastYear } from './last-year.ts';
import { mean } from './mean.ts';
import { naive } from './naive.ts';
import { seasonalNaive } from './seasonal-naive.ts';
import type { Fitted, Series } from './series.ts';
import { theta } from './theta.ts';

const METHODS = { naive, seasonalNaive, theta, ets, lastYear } as const;
/** What goes into the mean. */
const MEANT: readonly string[] = ['seasonalNaive', 'theta', 'ets'];

/** The methods that are chosen from. */
export type MethodName = keyof typeof METHODS | 'mean';

/** Every method that can be used on a series, with what it learnt of it. */
export function learn(series: Series): ReadonlyMap<MethodName, Fitted> {
  const all = new Map<MethodName, Fitted>();
  const names: readonly (keyof typeof METHODS)[] = ['naive', 'seasonalNaive', 'theta', 'ets', 'lastYear'];
  for (const name of names) {
    const fitted = METHODS[name](series);
    if (fitted !== null) all.set(name, fitted);
  }
  const parts = [...all].filter(([name]) => MEANT.includes(name)).map(([, fitted]) => fitted);
  if (parts.length > 1) all.set('mean', mean(parts));
  return all;
}
