import { cellAround, GRIDS, type Grid, type HeatCell } from '../contract/heat-cells.ts';
import type { Instant } from '../contract/instants.ts';
import type { ReadableCache } from '../store/cache.ts';
import { cellAt, NOWHERE } from './keys.ts';
import { mustKeep, totals } from './totals.ts';

/**
 * Cases opened in `since <= t <= until` by cell of a grid, exact to the millisecond; days as a whole and
 * hours at the edges. `box` is [west, south, east, north] in degrees and narrows only `cells`: `total` counts
 * every case opened in the range, `unknown` those of them without a place.
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
  },
): { cells: HeatCell[]; total: number; unknown: number } {
  const dim = mustKeep(cache, ask.service, 'cell');
  const found = { cells: new Array<HeatCell>(), total: 0, unknown: 0 };
  const service = cache.services.id(ask.service);
  if (service === undefined) return found;
  const { grid, since, until, box } = ask;
  const counts = new Map<number, HeatCell>();
  for (const [key, { opened }] of totals(cache, { service, dim, since, until })) {
    found.total += opened;
    if (key === NOWHERE) {
      found.unknown += opened;
      continue;
    }
    const [x, y] = cellAround(grid, ...cellAt(key));
    const place = x * 2 ** 18 + y;
    const cell = counts.get(place);
    if (cell === undefined) counts.set(place, { x, y, n: opened });
    else cell.n += opened;
  }
  const edge = GRIDS[grid];
  for (const cell of counts.values()) {
    const { x, y } = cell;
    const outside =
      box !== undefined &&
      ((x + 1) * edge <= box[0] || x * edge > box[2] || (y + 1) * edge <= box[1] || y * edge > box[3]);
    if (!outside) found.cells.push(cell);
  }
  return found;
}
