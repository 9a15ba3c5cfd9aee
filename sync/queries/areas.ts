import { questions, type Params } from '../contract/questions/index.ts';
import { balanceAt, between, type Counts } from '../rollups/sums.ts';
import { firstOpened } from './cases.ts';
import { judge } from './judged.ts';
import { serviceOf, type Question } from './question.ts';
import { bandOf, earlierWeeks, windowOf } from './usual.ts';

/** How the sums of one category, or of all, are told apart by area. */
function byArea(sums: Map<string, Counts>, category: string | undefined): Map<string, Counts> {
  if (category === undefined) return sums;
  const prefix = `${category}\u0000`;
  const found = [...sums].filter(([key]) => key.startsWith(prefix));
  return new Map(found.map(([key, counts]) => [key.slice(prefix.length), counts]));
}

const opened = (sums: Map<string, Counts>): number =>
  [...sums.values()].reduce((n, one) => n + one.opened, 0);

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
    const counts = byArea(between(cache, { service, dim, ...now }), category);
    const upTo = byArea(balanceAt(cache, { service, dim, at }), category);
    const weeks = earlierWeeks(range, at, profile.city, profile.rules.usual.weeks, first).map((week) =>
      byArea(between(cache, { service, dim, ...week }), category),
    );
    const total = opened(counts);
    const rows = profile.areas.map(({ id }) => {
      const count = counts.get(id)?.opened ?? 0;
      const usual = bandOf(
        weeks.map((week) => week.get(id)?.opened ?? 0),
        profile.rules.usual,
      );
      const ratio = usual === null || usual.median === 0 ? null : count / usual.median;
      const { open, overdue } = judge(undefined, upTo.get(id));
      return { area: id, count, usual, ratio, open, overdue };
    });
    // A code that the profile does not have is no place either.
    return { since: now.since, total, unknown: total - rows.reduce((n, row) => n + row.count, 0), rows };
  },
};
