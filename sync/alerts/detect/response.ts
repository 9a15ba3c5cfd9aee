import { predicted } from './predicted.ts';
import { shareOf, type Part } from './share.ts';
import type { Verdict } from './verdict.ts';

/**
 * Fewer calls answered within their limit (`part` of `whole`) than in matching windows of the past: same
 * hours, same weekday. The volume of calls is a count: `shared.ts`.
 */
export function withinLimit(now: Part, past: readonly Part[], alpha: number): Verdict | null {
  return shareOf(now, past, { side: 'below', alpha });
}

/** Two response times that differ by less than a twentieth are the same. */
const LEAST_RATIO = Math.log(1.05);

/**
 * A median response time, seconds, longer than those of matching windows of the past. Times are multiplied
 * rather than added to, so logarithms are compared. Null where fewer than three are known; those that are not
 * above 0 are not known.
 */
export function slower(now: number, past: readonly number[], alpha: number): Verdict | null {
  if (!(now > 0)) return null;
  const logs = past.filter((one) => one > 0).map(Math.log);
  const verdict = predicted(Math.log(now), logs, { side: 'above', alpha, leastDeviation: LEAST_RATIO });
  if (verdict === null) return null;
  return { ...verdict, value: now, expected: Math.exp(verdict.expected), bound: Math.exp(verdict.bound) };
}
