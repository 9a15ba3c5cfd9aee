import type { Instant } from '../contract/instants.ts';
import type { Clock } from './buckets.ts';

/** A part of an hour to count case by case: start included, end not. Counted on (1) or off (-1). */
export interface Part {
  start: Instant;
  end: Instant;
  sign: 1 | -1;
}

/**
 * The span `since <= t <= until` as whole hours (`from` included, `to` not; none where equal) and the parts
 * of the two broken hours to add or take away: of each the lesser, since its cases are looked at one by one.
 */
export function brokenHours(
  clock: Clock,
  since: Instant,
  until: Instant,
): { from: Instant; to: Instant; parts: Part[] } {
  const before = until + 1;
  const [first, last] = [clock.hour(since), clock.hour(until)];
  const startsLate = since - first.start > first.end - since;
  const endsEarly = before - last.start < last.end - before;
  // Whole hours to take: those broken past their middle are added to, not taken from.
  const from = startsLate ? first.end : first.start;
  const to = endsEarly ? last.start : last.end;
  if (from > to) return { from, to: from, parts: [{ start: since, end: before, sign: 1 }] };
  const parts: Part[] = [
    startsLate ? { start: since, end: from, sign: 1 } : { start: from, end: since, sign: -1 },
    endsEarly ? { start: to, end: before, sign: 1 } : { start: before, end: to, sign: -1 },
  ];
  return { from, to, parts: parts.filter(({ start, end }) => start < end) };
}
