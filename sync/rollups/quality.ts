import { UNKNOWN } from '../contract/questions/cases.ts';
import type { Instant } from '../contract/instants.ts';
import type { ReadableCache } from '../store/cache.ts';
import { brokenHours } from './broken.ts';
import { judgementsIn } from './hours.ts';
import { qualityKey, RETURNED } from './judgements.ts';
import { keptSum } from './kept-sums.ts';
import { nameOf } from './naming.ts';
import { segments } from './segments.ts';
import { clockIn, mustKeep } from './totals.ts';

/** What citizens said of how cases were handled. */
export interface Quality {
  /** How many ratings of 1, 2, 3, 4 and 5 were given. */
  ratings: [number, number, number, number, number];
  /** How often cases came back; one that did twice counts twice. */
  returned: number;
}

/**
 * The ratings given and the cases that came back in `since <= instant <= until` (from the beginning of time where
 * `since` is null), by the code of the unit, `?` where unknown; units without any are absent. Exact to the
 * millisecond; instants are those of `eachJudgement`.
 * Throws `question-failed` where the profile keeps no sums of quality for the service.
 */
export function qualityBetween(
  cache: ReadableCache,
  { service: code, since, until }: { service: string; since: Instant | null; until: Instant },
): Map<string, Quality> {
  mustKeep(cache, code, 'quality');
  const found = new Map<string, Quality>();
  const service = cache.services.id(code);
  if (service === undefined || (since !== null && since > until)) return found;
  const clock = clockIn(cache);
  const { from, to, parts } = brokenHours(clock, since ?? 0, until);
  const counts = new Map<number, number[]>();
  const countsOf = (key: number): number[] => {
    let five = counts.get(key);
    if (five === undefined) counts.set(key, (five = [0, 0, 0, 0, 0]));
    return five;
  };
  cache.view(() => {
    const whole = keptSum(cache, {
      ...{ service, column: 'quality', by: 'unit', named: (key) => key },
      segments: from < to ? segments(clock, since === null ? null : from, to - 1) : [],
    });
    whole.each((key, five) => counts.set(key, [...five]));
    const unknown = cache.codes.id(UNKNOWN) ?? 0;
    for (const { start, end, sign } of parts) {
      const run = judgementsIn(cache, { service, clock, start, end });
      if (run === null) continue;
      for (let i = run.first; i < run.last; i++) {
        const what = run.in.what[i] ?? RETURNED;
        const five = countsOf(qualityKey(run.in.unit[i] || unknown, what));
        const place = what === RETURNED ? 0 : what - 1;
        five[place] = (five[place] ?? 0) + sign;
      }
    }
  });
  for (const [key, [n1 = 0, n2 = 0, n3 = 0, n4 = 0, n5 = 0]] of counts) {
    if (n1 + n2 + n3 + n4 + n5 === 0) continue;
    const unit = nameOf(cache, 'unit', Math.floor(key / 2));
    let quality = found.get(unit);
    if (quality === undefined) found.set(unit, (quality = { ratings: [0, 0, 0, 0, 0], returned: 0 }));
    if (key % 2 === 1) quality.returned = n1;
    else quality.ratings = [n1, n2, n3, n4, n5];
  }
  return found;
}
