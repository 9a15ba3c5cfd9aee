import { countQuantile, negativeBinomialTail, poissonTail } from './laws.ts';
import { shareOf, type Part } from './share.ts';
import { verdictOf, type Verdict } from './verdict.ts';

/** What one unit has to close and what it closes. */
export interface Queue {
  /** Open cases whose time has passed. */
  readonly overdue: number;
  /** Open cases whose time ends within the next `days`. */
  readonly dueSoon: number;
  /** Working days until then. */
  readonly days: number;
  /** Cases closed on each working day of the last weeks, oldest first. */
  readonly closed: readonly number[];
}

/** Fewer working days than this do not tell what a unit can close. */
const FEWEST_DAYS = 5;

/**
 * Whether a unit can close what is late and what is due soon: the work against what it closes in as many
 * days, as the last weeks had it. p is the probability that it closes all of it in time, were it to work on
 * nothing else; expected is what it can be expected to close, bound what it closes with a probability of
 * `alpha` at best. Days may scatter more than chance, and few are known: negative binomial with the variance
 * of both. Null where fewer than five days are known or no day is left.
 */
export function aboutToBeLate({ overdue, dueSoon, days, closed }: Queue, alpha: number): Verdict | null {
  const n = closed.length;
  if (n < FEWEST_DAYS || days <= 0) return null;
  const sum = closed.reduce((all, one) => all + one, 0);
  const perDay = (sum + 0.5) / n;
  const scatter = closed.reduce((all, one) => all + (one - sum / n) ** 2, 0) / (n - 1);
  const daily = Math.max(perDay, scatter);
  const mean = perDay * days;
  const variance = daily * days + (daily * days * days) / n;
  const size = (mean * mean) / (variance - mean);
  const tail = (cases: number): number =>
    Number.isFinite(size) ? negativeBinomialTail(cases, mean, size) : poissonTail(cases, mean);
  const value = overdue + dueSoon;
  return verdictOf({
    ...{ value, expected: mean, side: 'above' },
    ...{ bound: countQuantile(tail, alpha, mean), p: tail(value) },
  });
}

/**
 * Whether more of a unit's open cases are overdue (`part` of `whole`) than on earlier days, as far as days
 * differ anyhow.
 */
export function overdueShare(now: Part, past: readonly Part[], alpha: number): Verdict | null {
  return shareOf(now, past, { side: 'above', alpha });
}
