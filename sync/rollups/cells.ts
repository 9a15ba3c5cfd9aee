import { turnedTo } from '../contract/date-line.ts';
import { GRIDS, type Grid, type HeatCell } from '../contract/heat-cells.ts';
import type { Instant } from '../contract/instants.ts';
import type { ReadableCache } from '../store/cache.ts';
import { cellAt, cellKeyIn, NOWHERE } from './keys.ts';
import { countsOpened, type Way, type Window } from './opened.ts';
import { mustKeep } from './totals.ts';

/**
 * Cases opened in `since <= t <= until` by cell of a grid, exact to the millisecond; days as a whole and
 * hours at the edges. `box` is [west, south, east, north] in degrees and narrows only `cells`: `total` counts
 * every case opened in the range, `unknown` those of them without a place. With earlier windows, cells also
 * have their `usual`: the mean of what they had in those.
 * Throws `question-failed` where the profile keeps no heat for the service.
 */
export function heatCells(
  cache: ReadableCache,
  ask: {
    service: string;
    grid: Grid;
    since: Instant;
    until: Instant;
    box?: readonly [west: number, south: number, east: number, north: number] | undefined;
    earlier?: readonly Window[];
  },
): { cells: HeatCell[]; total: number; unknown: number } {
  mustKeep(cache, ask.service, 'cell');
  const found = { cells: new Array<HeatCell>(), total: 0, unknown: 0 };
  const service = cache.services.id(ask.service);
  const { grid, since, until, box, earlier = [] } = ask;
  if (service === undefined || since > until) return found;
  const edge = GRIDS[grid];
  const named = (key: number): number => cellKeyIn(grid, key);
  const way: Way = {
    from: 'cell',
    by: grid,
    named,
    keyOf: ({ cell }, place) => named(cell[place] ?? NOWHERE),
  };
  cache.view(() => {
    const usual = earlier.length === 0 ? null : countsOpened(cache, service, way, earlier);
    const now = countsOpened(cache, service, way, [{ since, until }]);
    const usualOf = (key: number, place: number): number =>
      usual === null ? 0 : (usual.table === now.table ? usual.at(place) : usual.get(key)) / earlier.length;
    now.each((key, n, place) => {
      found.total += n;
      if (key === NOWHERE) {
        found.unknown += n;
        return;
      }
      const [x, y] = cellAt(key);
      if (box !== undefined) {
        const [west, south, east, north] = box;
        const lon = turnedTo((west + east) / 2, x * edge);
        if (lon + edge <= west || lon > east || (y + 1) * edge <= south || y * edge > north) return;
      }
      found.cells.push(usual === null ? { x, y, n } : { x, y, n, usual: usualOf(key, place) });
    });
  });
  return found;
}
