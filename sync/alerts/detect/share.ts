import { logGamma } from './laws.ts';
import { verdictOf, type Side, type Verdict } from './verdict.ts';

/** So many of so many: calls answered in time, cases overdue, records refused. */
export interface Part {
  readonly part: number;
  readonly whole: number;
}

export interface ShareOptions {
  readonly side: Side;
  /** The chance, one-sided, beyond which a share is marked. */
  readonly alpha: number;
}

/** Fewer earlier windows than this cannot tell how a share scatters. */
const FEWEST = 3;

/**
 * How alike cases of one window are: the intraclass correlation, 0 or more, by moments (Williams, Applied
 * Statistics 31 (1982) 144-148).
 */
function correlationOf(past: readonly Part[], share: number, total: number): number {
  let [squares, room] = [0, 0];
  for (const { part, whole } of past) {
    squares += (part - whole * share) ** 2 / (whole * share * (1 - share));
    room += (whole - 1) * (1 - whole / total);
  }
  return room > 0 ? Math.max(0, (squares - (past.length - 1)) / room) : 0;
}

/** P(N = n), n = 0 .. whole, of the beta-binomial with parameters a and b. */
function betaBinomial(whole: number, a: number, b: number): Float64Array {
  const ps = new Float64Array(whole + 1);
  const always = logGamma(whole + 1) - logGamma(whole + a + b) + logGamma(a + b) - logGamma(a) - logGamma(b);
  for (let n = 0; n <= whole; n++)
    ps[n] = Math.exp(
      always - logGamma(n + 1) - logGamma(whole - n + 1) + logGamma(n + a) + logGamma(whole - n + b),
    );
  return ps;
}

/**
 * A share against the same share in matching windows of its past: the predictive beta-binomial, with how much
 * windows differ beyond chance, and how little is known of them. Exact for few cases, where a normal law
 * would not be. Value, expected and bound are shares, 0 to 1. Null where there is nothing now, or too few
 * windows had anything.
 */
export function shareOf(now: Part, earlier: readonly Part[], { side, alpha }: ShareOptions): Verdict | null {
  const past = earlier.filter(({ whole }) => whole > 0);
  if (past.length < FEWEST || now.whole === 0) return null;
  let [part, whole, clustered] = [0, 0, 0];
  for (const one of past) {
    part += one.part;
    whole += one.whole;
  }
  const share = (part + 0.5) / (whole + 1);
  const alike = correlationOf(past, share, whole);
  for (const one of past) clustered += one.whole * (1 + (one.whole - 1) * alike);
  const unsure = Math.min(0.999, alike + clustered / whole ** 2);
  const strength = 1 / unsure - 1;
  const ps = betaBinomial(now.whole, share * strength, (1 - share) * strength);
  // From the side that is looked at inward: what is seen and all beyond it; and the last one that is still
  // too seldom.
  let [beyond, p, marked] = [0, 0, -1];
  const seen = side === 'above' ? now.whole - now.part : now.part;
  for (let n = 0; n <= now.whole; n++) {
    beyond += ps[side === 'above' ? now.whole - n : n] ?? 0;
    if (beyond <= alpha) marked = n;
    if (n === seen) p = beyond;
    if (n >= seen && beyond > alpha) break;
  }
  const bound = (marked + 1) / now.whole;
  return verdictOf({
    ...{ value: now.part / now.whole, expected: share, side, p },
    bound: side === 'above' ? 1 - bound : bound,
  });
}
