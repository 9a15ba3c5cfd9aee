import { localDate } from '../../contract/calendar.ts';
import type { Params } from '../../contract/questions/index.ts';
import { isValidOn } from '../../contract/validity.ts';
import { balanceAt } from '../../rollups/sums.ts';
import { firstOpened } from './cases.ts';
import { judge } from './judged.ts';
import { pairCode } from '../../rollups/keys.ts';
import { openedBy } from '../../rollups/opened.ts';
import { serviceOf, type Question } from '../question.ts';
import { markOf, marksOf } from '../unusual/marks.ts';
import { bandOf, earlierWeeks, windowOf, type Window } from '../usual.ts';

/** Figures of one category, or of all, by area. */
function byArea<T>(figures: Map<string, T>, category: string | undefined): Map<string, T> {
  if (category === undefined) return figures;
  const prefix = `${category}\u0000`;
  const found = [...figures].filter(([key]) => key.startsWith(prefix));
  return new Map(found.map(([key, figure]) => [key.slice(prefix.length), figure]));
}

/**
 * Cases by area against the usual; every area that exists on the instant's day has a row, and which of them is unusual is judged among all
 * of them. What an area had before it began is no usual of it. Judged by the service's source.
 */
export const areas: Question<'areas'> = {
  sources: (context, { service }) => [serviceOf(context, service).source],
  answer(context, { service, range, category }: Params<'areas'>) {
    serviceOf(context, service);
    const { cache, at, profile } = context;
    const first = firstOpened(cache, service);
    if (first === null) return null;
    const dim = category === undefined ? 'area' : 'categoryArea';
    const now = windowOf(range, at, profile.city);
    const opened = (window: Window): Map<string, number> =>
      byArea(openedBy(cache, service, dim, window), category);
    const counts = opened(now);
    const upTo = byArea(balanceAt(cache, { service, dim, at }), category);
    const { timeZone } = profile.city;
    const windows = earlierWeeks(range, at, profile.city, profile.rules.usual.weeks, first);
    const weeks = windows.map((window) => ({
      counts: opened(window),
      day: localDate(window.since, timeZone),
    }));
    const today = localDate(at, timeZone);
    const there = profile.areas.filter((area) => isValidOn(area, today));
    const told = { service, by: dim, ...(category === undefined ? {} : { categories: [category] }) } as const;
    const marks = marksOf(context, told, { windows: () => ({ now, weeks: windows }) });
    const rows = there.map((area) => {
      const { id } = area;
      const count = counts.get(id) ?? 0;
      const lived = weeks.filter(({ day }) => isValidOn(area, day));
      const usual = bandOf(
        lived.map((week) => week.counts.get(id) ?? 0),
        profile.rules.usual,
      );
      const ratio = usual === null || usual.median === 0 ? null : count / usual.median;
      const { open, overdue } = judge(undefined, upTo.get(id));
      const unusual = markOf(marks.get(category === undefined ? id : pairCode(category, id)));
      return { area: id, count, usual, ratio, unusual, open, overdue };
    });
    const sum = (numbers: Iterable<number>): number => [...numbers].reduce((n, count) => n + count, 0);
    const total = sum(counts.values());
    const former = sum(
      profile.areas.filter((area) => !isValidOn(area, today)).map(({ id }) => counts.get(id) ?? 0),
    );
    // A code that the profile does not have is no place either.
    const unknown = total - former - sum(rows.map(({ count }) => count));
    return { since: now.since, total, unknown, former, rows };
  },
};
