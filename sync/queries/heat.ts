import { packCells, type HeatCell } from '../contract/heat-cells.ts';
import { questions } from '../contract/questions/index.ts';
import { sharedClock } from '../rollups/buckets.ts';
import { heatCells } from '../rollups/cells.ts';
import { firstOpened } from './cases.ts';
import { serviceOf, type Question } from './question.ts';
import { earlierWeeks, FEWEST_WEEKS, windowOf, type Window } from './usual.ts';

/** The cells of a map, with what each usually has. Judged by the service's source. */
export const heat: Question<'heat'> = {
  name: 'heat',
  params: questions.heat.params,
  sources: (context, { service }) => [serviceOf(context, service).source],
  answer(context, { service, range, grid, against, box }) {
    serviceOf(context, service);
    const { cache, at, profile } = context;
    const { city, rules } = profile;
    const first = firstOpened(cache, service);
    if (first === null) return null;
    const aligned = (window: Window): Window => ({
      since: sharedClock(city.timeZone).hour(window.since).start,
      until: window.until,
    });
    const ask = (window: Window): ReturnType<typeof heatCells> =>
      heatCells(cache, { service, grid, ...window, ...(box === undefined ? {} : { box }) });
    const now = aligned(windowOf(range, at, city));
    const { cells, total, unknown } = ask(now);
    const weeks =
      against === 'usual' ? earlierWeeks(range, at, city, rules.usual.weeks, first).map(aligned) : [];
    const answer = { since: now.since, grid, total, unknown };
    // Too few weeks to know a usual: cells without one, rather than a usual of nothing.
    if (weeks.length < FEWEST_WEEKS) return { ...answer, width: 3, cells: packCells(cells) };
    return {
      ...answer,
      width: 4,
      cells: packCells(
        withUsual(
          cells,
          weeks.map((week) => ask(week).cells),
        ),
      ),
    };
  },
};

/**
 * Cells with what they usually have. A cell is small: most have nothing in most weeks, so that a median
 * would be 0 nearly everywhere; the mean says how much there is to expect.
 */
function withUsual(cells: readonly HeatCell[], weeks: readonly (readonly HeatCell[])[]): HeatCell[] {
  const sums = new Map<string, number>();
  for (const cell of weeks.flat()) {
    const key = `${cell.x},${cell.y}`;
    sums.set(key, (sums.get(key) ?? 0) + cell.n);
  }
  return cells.map((cell) => ({ ...cell, usual: (sums.get(`${cell.x},${cell.y}`) ?? 0) / weeks.length }));
}
