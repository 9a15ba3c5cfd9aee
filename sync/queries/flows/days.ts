import { DateTime } from 'luxon';
import { isWorked, localDate } from '../../contract/calendar.ts';
import type { Data } from '../../contract/questions/index.ts';
import { byDay, type DayCounts } from '../../rollups/by-day.ts';
import { sharedClock } from '../../rollups/buckets.ts';
import { openedBy } from '../../rollups/opened.ts';
import { firstOpened } from './cases.ts';
import { serviceOf, type Question, type QuestionContext } from '../question.ts';
import { bandOf, earlierWeeks } from '../usual.ts';
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

/** Cases day by day. Judged by the service's source. */
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
    const since = local
      .minus({ days: params.days - 1 })
      .startOf('day')
      .toMillis();
    // Earlier days are read for the usual of those that are shown.
    const back = local
      .minus({ days: params.days - 1 + 7 * weeks })
      .startOf('day')
      .toMillis();
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
      };
    });
    const dates = new Set(rows.map(({ date }) => date));
    return { since, rows, seams: whose.seams.filter((seam) => dates.has(seam)) };
  },
};
