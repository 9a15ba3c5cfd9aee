import { verdictOf, type Verdict } from './verdict.ts';

/**
 * Whether a plan is at risk: the chance of meeting it, 0 to 1, is below `atRisk`. p is that very chance, as a
 * forecast gives it.
 */
export function atRisk(chance: number, atRisk: number): Verdict {
  return verdictOf({ value: chance, expected: 1, bound: atRisk, side: 'below', p: chance });
}
