import { DAY, SECOND, type Instant } from '../../contract/instants.ts';
import { shareOf, type Part } from './share.ts';
import { verdictOf, type Verdict } from './verdict.ts';

/** When a source was heard, oldest first, and the instant it is judged at. */
export interface Heard {
  readonly at: readonly Instant[];
  readonly now: Instant;
}

export interface SilenceOptions {
  /** How many earlier days its rhythm is taken from; whole weeks know a source that rests on Sundays. */
  readonly days: number;
  /** The chance beyond which a silence is marked. */
  readonly alpha: number;
}

/** Fewer earlier days than this are no rhythm. */
const FEWEST = 7;

/** How long a source had been silent at an instant, seconds; null before it was ever heard. */
function silentFor(at: readonly Instant[], now: Instant): number | null {
  let [low, high] = [0, at.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? 0) <= now) low = middle + 1;
    else high = middle;
  }
  const last = at[low - 1];
  return last === undefined ? null : (now - last) / SECOND;
}

/**
 * A source silent against its own rhythm: how long it has been, against how long it had been at this time of
 * day on earlier days, so that one that sleeps at night is not missed at night. Seconds. Within what was
 * seen, chances are ranks; beyond it they fall by the exponential law of the mean silence (the tail of
 * waiting times; Coles, An Introduction to Statistical Modeling of Extreme Values, 2001, 4.3, with shape 0).
 * Null with less than a week of past.
 */
export function silent({ at, now }: Heard, { days, alpha }: SilenceOptions): Verdict | null {
  const value = silentFor(at, now);
  const earlier = Array.from({ length: days }, (_, i) => silentFor(at, now - (i + 1) * DAY)).filter(
    (one) => one !== null,
  );
  if (value === null || earlier.length < FEWEST) return null;
  const n = earlier.length;
  const longest = Math.max(...earlier);
  const mean = earlier.reduce((sum, one) => sum + one, 0) / n;
  // A source heard at the very instant every day still may be a second late.
  const scale = Math.max(1, mean);
  const least = 1 / (n + 1);
  const asLong = earlier.filter((one) => one >= value).length;
  const sorted = [...earlier].sort((a, b) => b - a);
  return verdictOf({
    ...{ value, expected: mean, side: 'above' },
    bound:
      alpha < least
        ? longest + scale * Math.log(least / alpha)
        : (sorted[Math.floor(alpha * (n + 1)) - 1] ?? longest),
    p: value > longest ? least * Math.exp(-(value - longest) / scale) : (asLong + 1) / (n + 1),
  });
}

/**
 * A quarantine that grows: more of what a source brings is refused (`part` of `whole`) than in matching
 * windows of its past.
 */
export function refused(now: Part, past: readonly Part[], alpha: number): Verdict | null {
  return shareOf(now, past, { side: 'above', alpha });
}
