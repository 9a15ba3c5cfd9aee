import type { Instant } from '../contract/instants.ts';
import type { Clock } from './buckets.ts';
import type { Level } from './tally.ts';

/** A run of whole buckets of one level: `start` included, `end` not. */
export interface Segment {
  level: Level;
  start: Instant;
  end: Instant;
}

/**
 * The fewest whole months, days and hours that tile the span from the start of `since`'s hour to the end of
 * `until`'s hour; from the beginning of time where `since` is null. Without `months`, days go as far as needed.
 */
export function segments(clock: Clock, since: Instant | null, until: Instant, months = true): Segment[] {
  const found: Segment[] = [];
  const to = clock.hour(until).end;
  const last = clock.day(to);
  let at = since === null ? 0 : clock.hour(since).start;
  const upTo = (level: Level, end: Instant): void => {
    if (end <= at) return;
    found.push({ level, start: at, end });
    at = end;
  };
  if (since !== null) {
    const first = clock.day(at);
    if (at > first.start) upTo('hour', Math.min(first.end, to));
    if (months && at > first.month.start && at === clock.day(at).start)
      upTo('day', Math.min(first.month.end, last.start));
  }
  if (months) upTo('month', last.month.start);
  upTo('day', last.start);
  upTo('hour', to);
  return found;
}
