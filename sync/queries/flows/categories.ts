import { UNKNOWN } from '../../contract/questions/cases.ts';
import { firstOpened } from './cases.ts';
import { openedBy } from '../../rollups/opened.ts';
import { balanceAt } from '../../rollups/sums.ts';
import { judge } from './judged.ts';
import { serviceOf, type Question } from '../question.ts';
import { markOf, marksOf } from '../unusual/marks.ts';
import { bandOf, earlierWeeks, windowOf, type Window } from '../usual.ts';

/** Cases opened in a range, by category, the unusual ones marked, and what of each is overdue; those the profile does not name are counted as one unknown. */
export const categories: Question<'categories'> = {
  sources: (context, { service }) => [serviceOf(context, service).source],
  answer(context, { service, range, limit }) {
    serviceOf(context, service);
    const { cache, at, lookup, profile } = context;
    const first = firstOpened(cache, service);
    if (first === null) return null;
    const name = (key: string): string => (lookup.category(service, key) === undefined ? UNKNOWN : key);
    const now = windowOf(range, at, profile.city);
    const opened = (window: Window): Map<string, number> => {
      const named = new Map<string, number>();
      for (const [key, n] of openedBy(cache, service, 'category', window))
        named.set(name(key), (named.get(name(key)) ?? 0) + n);
      return named;
    };
    const counts = [...opened(now)].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
    const windows = earlierWeeks(range, at, profile.city, profile.rules.usual.weeks, first);
    const weeks = windows.map(opened);
    const told = { service, by: 'category' } as const;
    const marks = marksOf(context, told, { windows: () => ({ now, weeks: windows }) });
    const overdue = new Map<string, number>();
    for (const [key, upTo] of balanceAt(cache, { service, dim: 'category', at }))
      overdue.set(name(key), (overdue.get(name(key)) ?? 0) + judge(undefined, upTo).overdue);
    const left = counts.slice(limit);
    return {
      since: now.since,
      total: counts.reduce((n, [, count]) => n + count, 0),
      rows: counts.slice(0, limit).map(([category, count]) => ({
        category,
        count,
        usual: bandOf(
          weeks.map((week) => week.get(category) ?? 0),
          profile.rules.usual,
        ),
        unusual: markOf(marks.get(category)),
        overdue: overdue.get(category) ?? 0,
      })),
      others: {
        categories: left.length,
        count: left.reduce((n, [, count]) => n + count, 0),
        overdue: left.reduce((n, [category]) => n + (overdue.get(category) ?? 0), 0),
      },
    };
  },
};
