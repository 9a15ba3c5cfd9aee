import { DateTime } from 'luxon';
import { adjusted } from '../../../alerts/detect/fdr.ts';
import { aboutToBeLate } from '../../../alerts/detect/lateness.ts';
import type { Verdict } from '../../../alerts/detect/verdict.ts';
import type { WatchOf } from '../../../contract/alert-rules.ts';
import { isWorked } from '../../../contract/calendar.ts';
import { HOUR, type Instant } from '../../../contract/instants.ts';
import { sharedClock } from '../../../rollups/buckets.ts';
import { dueWithinBy } from '../../../rollups/due-within.ts';
import { flowDays } from '../../../rollups/flow-days.ts';
import { balanceAt } from '../../../rollups/sums.ts';
import { firstOpened } from '../../flows/cases.ts';
import type { QuestionContext } from '../../question.ts';
import { blind, seen, type Finding, type Seen } from '../finding.ts';
import { whyNoCases } from '../../source-state.ts';

/** Weeks whose working days tell what a unit can close. */
const WEEKS = 4;
/** Fewer working days do not. */
const FEWEST = 5;
/** That a unit can close it all in time is believed above this chance. */
const CHANCE = 0.05;

interface Queue {
  unit: string;
  overdue: number;
  soon: number;
  verdict: Verdict;
  series: Finding['series'];
}

/**
 * More is late, or about to be, than a unit can close in time: what is overdue and what is due soon, against what it closes on a
 * working day. The sign counts the more of the two; what the unit can be expected to close of it is its `expected`.
 */
export function late(context: QuestionContext, watch: WatchOf<'late'>): Seen {
  const { cache, at, lookup, profile } = context;
  const { service, hours, minimum } = watch;
  const why = whyNoCases(context, service);
  if (why !== null) return blind(why);
  const until = at + hours * HOUR;
  const days = workedBetween(context, at, until);
  if (days === 0) return blind('dayOff');
  const upTo = balanceAt(cache, { service, dim: 'unit', at });
  const due = dueWithinBy(cache, { service, dim: 'unit', at, until });
  const past = workingDays(context, service);
  if (past.starts.length < FEWEST) return blind('tooShort');
  const queues = [...upTo].flatMap(([unit, sums]): Queue[] => {
    const [overdue, soon] = [sums.due - sums.settled, due.get(unit) ?? 0];
    if (lookup.unit(unit) === undefined || overdue + soon === 0) return [];
    const closed = past.closed.get(unit) ?? past.starts.map(() => 0);
    const verdict = aboutToBeLate({ overdue, dueSoon: soon, days, closed }, CHANCE);
    const series = past.starts.map((start, i) => ({ at: start, value: closed[i] ?? 0, expected: null }));
    return verdict === null ? [] : [{ unit, overdue, soon, verdict, series }];
  });
  const ps = adjusted(queues.map(({ verdict }) => verdict.p));
  const soonIsListed = hours === profile.rules.dueSoonHours;
  return seen(
    queues.flatMap((queue, i): Finding[] => {
      const p = ps[i] ?? 1;
      const missed = queue.verdict.value - queue.verdict.expected;
      if (queue.verdict.value < minimum || p > CHANCE || missed < watch.share * queue.verdict.value)
        return [];
      return [findingOf(queue, { service, at, p, soonIsListed })];
    }),
  );
}

function findingOf(
  { unit, overdue, soon, verdict, series }: Queue,
  { service, at, p, soonIsListed }: { service: string; at: Instant; p: number; soonIsListed: boolean },
): Finding {
  const isLate = overdue >= soon;
  const value = isLate ? overdue : soon;
  // What is late is closed first.
  const expected = isLate ? verdict.expected : Math.max(0, verdict.expected - overdue);
  const limit = isLate ? verdict.bound : Math.max(0, verdict.bound - overdue);
  const listed = isLate || soonIsListed;
  const state = isLate ? 'overdue' : 'dueSoon';
  return {
    subject: { service, unit },
    ...{ measure: state, value, expected, limit, p },
    ...{ since: at, until: at, unit, atRisk: false, areas: [] },
    cases: listed ? { service, unit, state, to: at, tree: false } : null,
    series,
    times: verdict.value / Math.max(1, verdict.bound),
  };
}

/** Working days between two instants, parts of days counted as such. */
function workedBetween({ profile }: QuestionContext, since: Instant, until: Instant): number {
  const clock = sharedClock(profile.city.timeZone);
  let worked = 0;
  for (let day = clock.day(since); day.start < until; day = clock.day(day.end))
    if (isWorked(day.start, profile.city))
      worked += (Math.min(until, day.end) - Math.max(since, day.start)) / (day.end - day.start);
  return worked;
}

/** The working days of the last weeks that are wholly known, the oldest first, and what each unit closed on them; today is not over, and left out. */
function workingDays(
  { cache, at, profile }: QuestionContext,
  service: string,
): { starts: Instant[]; closed: ReadonlyMap<string, number[]> } {
  const zone = profile.city.timeZone;
  const clock = sharedClock(zone);
  const today = clock.day(at).start;
  const weeks = DateTime.fromMillis(today, { zone }).minus({ weeks: WEEKS }).toMillis();
  const since = Math.max(weeks, clock.day(firstOpened(cache, service) ?? at).end);
  if (since >= today) return { starts: [], closed: new Map() };
  const { days, flows } = flowDays(cache, { service, dim: 'unit', since, until: today - 1 });
  const worked = days.map(({ start }) => isWorked(start, profile.city));
  const own = <T>(all: readonly T[]): T[] => all.filter((_, i) => worked[i]);
  return {
    starts: own(days).map(({ start }) => start),
    closed: new Map([...flows].map(([unit, flow]) => [unit, own(flow.closed)])),
  };
}
