import { packCells } from '../../contract/heat-cells.ts';
import { sharedClock } from '../../rollups/buckets.ts';
import { heatCells } from '../../rollups/cells.ts';
import { firstOpened } from './cases.ts';
import { serviceOf, type Question } from '../question.ts';
import { earlierWeeks, FEWEST_WEEKS, windowOf, type Window } from '../usual.ts';

/**
 * The cells of a map, with what each usually has. A cell is small: most have nothing in most weeks, so that
 * a median would be 0 nearly everywhere; the mean says how much there is to expect. Judged by the service's
 * source.
 */
export const heat: Question<'heat'> = {
  ofNow: ({ range }) => range === 'hour' || range === 'today' || range === '24h',
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
    const now = aligned(windowOf(range, at, city));
    const weeks =
      against === 'usual' ? earlierWeeks(range, at, city, rules.usual.weeks, first).map(aligned) : [];
    // Too few weeks to know a usual: cells without one, rather than a usual of nothing.
    const earlier = weeks.length < FEWEST_WEEKS ? [] : weeks;
    const { cells, total, unknown } = heatCells(cache, { service, grid, ...now, box, earlier });
    const width = earlier.length === 0 ? 3 : 4;
    return { since: now.since, grid, total, unknown, width, cells: packCells(cells) };
  },
};
