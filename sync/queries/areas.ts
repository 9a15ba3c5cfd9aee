import { questions, type Params } from '../contract/questions/index.ts';
import { balanceAt } from '../rollups/sums.ts';
import { isUnusual, mean } from './chance.ts';
import { firstOpened } from './cases.ts';
import { judge } from './judged.ts';
import { openedBy } from '../rollups/opened.ts';
import { serviceOf, type Question } from './question.ts';
import { bandOf, earlierWeeks, windowOf, type Window } from './usual.ts';

/** Figures of one category, or of all, by area. */
function byArea<T>(figures: Map<string, T>, category: string | undefined): Map<string, T> {
  if (category === undefined) return figures;
  const prefix = `${category}\u0000`;
  const found = [...figures].filter(([key]) => key.startsWith(prefix));
  return new Map(found.map(([key, figure]) => [key.slice(prefix.length), figure]));
}

/** Cases by area against the usual; every area of the profile has a row. Judged by the service's source. */
export const areas: Question<'areas'> = {
  name: 'areas',
  params: questions.areas.params,
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
    const weeks = earlierWeeks(range, at, profile.city, profile.rules.usual.weeks, first).map(opened);
    const total = [...counts.values()].reduce((n, count) => n + count, 0);
    const rows = profile.areas.map(({ id }) => {
      const count = counts.get(id) ?? 0;
      const before = weeks.map((week) => week.get(id) ?? 0);
      const usual = bandOf(before, profile.rules.usual);
      const ratio = usual === null || usual.median === 0 ? null : count / usual.median;
      const unusual = usual !== null && isUnusual(count, mean(before), profile.rules.usual.chance);
      const { open, overdue } = judge(undefined, upTo.get(id));
      return { area: id, count, usual, ratio, unusual, open, overdue };
    });
    // A code that the profile does not have is no place either.
    return { since: now.since, total, unknown: total - rows.reduce((n, row) => n + row.count, 0), rows };
  },
};
