import { logGamma } from '../../alerts/detect/laws.ts';
import type { Counted } from './binomial.ts';

const logChoose = (n: number, k: number): number => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);

/** A term that is so little of the sum before it adds nothing. */
const NOTHING = 1e-16;

/**
 * The chance, two-sided, that two shares differ as much as these do where nothing has changed: Fisher's exact test (J. R. Statist. Soc.
 * 98 (1935) 39-82), twice the tail on the side where `now` is of what is expected, at most 1. Given how many there are in both
 * together, how many fall on `now` is of the hypergeometric law. 1 where one of them is of nothing.
 */
export function chanceOfChange(then: Counted, now: Counted): number {
  const [of, count] = [then.of + now.of, then.count + now.count];
  const [least, most] = [Math.max(0, count - then.of), Math.min(count, now.of)];
  if (least === most) return 1;
  const up = now.count * of >= count * now.of;
  let k = now.count;
  let term = Math.exp(logChoose(now.of, k) + logChoose(then.of, count - k) - logChoose(of, count));
  let tail = 0;
  while (k >= least && k <= most && term > tail * NOTHING) {
    tail += term;
    term *= up
      ? ((count - k) * (now.of - k)) / ((k + 1) * (then.of - count + k + 1))
      : (k * (then.of - count + k)) / ((count - k + 1) * (now.of - k + 1));
    k += up ? 1 : -1;
  }
  return Math.min(1, 2 * tail);
}
