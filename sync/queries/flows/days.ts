import { DateTime } from 'luxon';
import { firstOf, isWorked, localDate } from '../../contract/calendar.ts';
import { UNKNOWN } from '../../contract/questions/cases.ts';
import type { Data, Params } from '../../contract/questions/index.ts';
import { byDay, type DayCounts } from '../../rollups/by-day.ts';
import { sharedClock } from '../../rollups/buckets.ts';
import { openedBy } from '../../rollups/opened.ts';
import { firstOpened } from './cases.ts';
import { serviceOf, type Question, type QuestionContext } from '../question.ts';
import { marksOf, type Told } from '../unusual/marks.ts';
import { unusualDays } from '../unusual/past-days.ts';
import { bandOf, earlierWeeks } from '../usual.ts';
import { todaysWindows } from './today.ts';
import { upTo, whoseOf, type Whose } from './whose.ts';

type Row = Data<'days'>['rows'][number];

/** How many of the day so far in earlier weeks, to the same time of day. */
function usualSoFar(context: QuestionContext, { service, dim, keys }: Whose, first: number): Row['usual'] {
  const { cache, at, profile } = context;
  const weeks = earlierWeeks('today', at, profile.city, profile.rules.usual.weeks, first);
  const counts = weeks.map((week) => {
    const opened = openedBy(cache, service, dim, week);
    return [...keys].reduce((sum, key) => sum + (opened.get(key) ?? 0), 0);
  });
  return bandOf(counts, profile.rules.usual);
}

/**
 * The places of the days that are unusual; the last is that of the instant. A unit or an area is judged by what is its own: what those had
 * that it took over from is no usual of it.
 */
function unusualAmong(
  context: QuestionContext,
  { category, unit, area }: Params<'days'>,
  asked: { whose: Whose; all: readonly DayCounts[]; start: number; first: number },
): Set<number> {
  const { whose, all, start, first } = asked;
  const { service, dim, keys } = whose;
  const key = category ?? unit ?? area ?? '';
  if (key === UNKNOWN) return new Set();
  const told: Told = { service, by: dim === 'total' ? 'all' : dim };
  const [since, until] = [all[0]?.day.start ?? first, context.at];
  const days = keys.size === 1 ? all : byDay(context.cache, { ...whose, keys: new Set([key]), since, until });
  const found = unusualDays(context, { told, key, days, from: start, first });
  const now = { windows: (of: string) => todaysWindows(context, of) };
  if (marksOf(context, told, now).has(key)) found.add(all.length - 1);
  return found;
}

/** Cases day by day, those with unusually many marked. Judged by the service's source. */
export const days: Question<'days'> = {
  sources: (context, { service }) => [serviceOf(context, service).source],
  answer(context, params) {
    serviceOf(context, params.service);
    const { cache, at, profile } = context;
    const { timeZone } = profile.city;
    const { weeks } = profile.rules.usual;
    const whose = whoseOf(context, params);
    const first = firstOpened(cache, params.service);
    if (first === null) return null;
    const clock = sharedClock(timeZone);
    const local = DateTime.fromMillis(clock.day(at).start, { zone: timeZone });
    const since = firstOf(local.minus({ days: params.days - 1 }).startOf('day')).toMillis();
    // Earlier days are read for the usual of those that are shown.
    const back = firstOf(local.minus({ days: params.days - 1 + 7 * weeks }).startOf('day')).toMillis();
    const all = byDay(cache, { ...whose, since: back, until: at });
    const firstDay = clock.day(first).start;
    const usualOf = (i: number): Row['usual'] => {
      const before: number[] = [];
      for (let week = 1; week <= weeks; week++) {
        const same = all[i - 7 * week];
        // A day on which the first case came in is only partly known.
        if (same !== undefined && same.day.start >= first) before.push(same.counts.opened);
      }
      return bandOf(before, profile.rules.usual);
    };
    const start = all.findIndex(({ day }) => day.start >= since);
    const unusual = unusualAmong(context, params, { whose, all, start, first });
    const base = upTo(context, whose, since - 1);
    let [open, overdue] = [base.opened - base.closed, base.due - base.settled];
    const rows = all.slice(start).map(({ day, counts }: DayCounts, i): Row => {
      open += counts.opened - counts.closed;
      overdue += counts.due - counts.settled;
      const today = day.start <= at && at < day.end;
      return {
        date: localDate(day.start, timeZone),
        start: day.start,
        worked: isWorked(day.start, profile.city),
        known: day.start >= firstDay,
        ...{ opened: counts.opened, closed: counts.closed, late: counts.late, open, overdue },
        usual: today ? usualSoFar(context, whose, first) : usualOf(start + i),
        unusual: unusual.has(start + i),
      };
    });
    const dates = new Set(rows.map(({ date }) => date));
    return { since, rows, seams: whose.seams.filter((seam) => dates.has(seam)) };
  },
};
