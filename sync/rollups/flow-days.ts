import type { Instant } from '../contract/instants.ts';
import type { ReadableCache } from '../store/cache.ts';
import type { LocalDay } from './buckets.ts';
import { talliesIn } from './kept-sums.ts';
import type { Dim } from './keys.ts';
import { namedIn, nameOf } from './naming.ts';
import { eachEntry } from './packing.ts';
import { between } from './sums.ts';
import { columnOf, tallyStart } from './tally.ts';
import { clockIn, mustKeep } from './totals.ts';

/** Local days, the first first, and how many cases of each code were opened and closed in each. */
export interface FlowDays {
  days: readonly LocalDay[];
  /** By code; '' for the total. Codes with nothing in any of the days are absent. */
  flows: ReadonlyMap<string, { opened: number[]; closed: number[] }>;
}

/**
 * What came in and was closed of every code of a dimension in each local day from that of `since` to that of `until`; whole days
 * but for the last, which ends with `until`. Throws `question-failed` where the profile keeps no such sums.
 */
export function flowDays(
  cache: ReadableCache,
  ask: { service: string; dim: Dim; since: Instant; until: Instant },
): FlowDays {
  const { service: code, dim, since, until } = ask;
  const from = mustKeep(cache, code, dim);
  const clock = clockIn(cache);
  const days: LocalDay[] = [];
  for (let day = clock.day(since); day.start <= until; day = clock.day(day.end)) days.push(day);
  const flows = new Map<string, { opened: number[]; closed: number[] }>();
  const service = cache.services.id(code);
  const [first, last] = [days[0], days.at(-1)];
  if (service === undefined || first === undefined || last === undefined) return { days, flows };
  const places = new Map(days.map(({ start }, i) => [start, i]));
  const named = namedIn(cache, { dim, from });
  const none = (): number[] => days.map(() => 0);
  const flowOf = (name: string): { opened: number[]; closed: number[] } => {
    let flow = flows.get(name);
    if (flow === undefined) flows.set(name, (flow = { opened: none(), closed: none() }));
    return flow;
  };
  return cache.view(() => {
    const byKey = new Map<number, ReturnType<typeof flowOf>>();
    const span = { level: 'day', start: first.start, end: last.start } as const;
    for (const tally of talliesIn(cache, { service, column: columnOf(from) }, span)) {
      const place = places.get(tallyStart(tally.id));
      if (place === undefined) continue;
      eachEntry(tally.counts, (key, [opened = 0, closed = 0]) => {
        let flow = byKey.get(key);
        if (flow === undefined) byKey.set(key, (flow = flowOf(nameOf(cache, dim, named(key)))));
        flow.opened[place] = (flow.opened[place] ?? 0) + opened;
        flow.closed[place] = (flow.closed[place] ?? 0) + closed;
      });
    }
    const today = between(cache, { service: code, dim, since: last.start, until });
    for (const [name, { opened, closed }] of today) {
      const flow = flowOf(name);
      flow.opened[days.length - 1] = opened;
      flow.closed[days.length - 1] = closed;
    }
    return { days, flows };
  });
}
