import { GRIDS, type Grid, type HeatCell } from '../contract/heat-cells.ts';
import type { Instant } from '../contract/instants.ts';
import { onceFor, type ReadableCache } from '../store/cache.ts';
import { brokenHours } from './broken.ts';
import { cellAt, cellKey, cellKeyIn, NOWHERE } from './keys.ts';
import { keptSum } from './kept-sums.ts';
import { segments } from './segments.ts';
import { columnOf } from './tally.ts';
import { clockIn, mustKeep } from './totals.ts';

/** A stretch of time: every instant t with `since <= t <= until`. */
interface Window {
  since: Instant;
  until: Instant;
}

const statements = onceFor((cache) =>
  cache.select<{ lon: number | null; lat: number | null }>(
    'SELECT lon, lat FROM cases WHERE service = ? AND opened >= ? AND opened < ?',
  ),
);

/** How many cases were opened in several windows together, by key of a cell; NOWHERE without a place. */
function openedIn(
  cache: ReadableCache,
  ask: { service: number; grid: Grid; windows: readonly Window[] },
): Map<number, number> {
  const { service, grid, windows } = ask;
  const clock = clockIn(cache);
  const named = (key: number): number => cellKeyIn(grid, key);
  const counted = new Map<number, number>();
  cache.view(() => {
    const broken = windows.map(({ since, until }) => brokenHours(clock, since, until));
    const { places, counts } = keptSum(cache, {
      ...{ service, column: columnOf('cell'), by: grid, named },
      segments: broken.flatMap(({ from, to }) => (from < to ? segments(clock, from, to - 1, false) : [])),
    });
    for (const [key, place] of places) {
      const opened = counts[place] ?? 0;
      if (opened !== 0) counted.set(key, opened);
    }
    for (const { start, end, sign } of broken.flatMap(({ parts }) => parts))
      for (const { lon, lat } of statements(cache).all(service, start, end)) {
        const key = named(cellKey(lon, lat));
        counted.set(key, (counted.get(key) ?? 0) + sign);
      }
  });
  return counted;
}

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
  const usual = earlier.length === 0 ? null : openedIn(cache, { service, grid, windows: earlier });
  for (const [key, n] of openedIn(cache, { service, grid, windows: [{ since, until }] })) {
    found.total += n;
    if (key === NOWHERE) {
      found.unknown += n;
      continue;
    }
    if (n === 0) continue;
    const [x, y] = cellAt(key);
    const outside =
      box !== undefined &&
      ((x + 1) * edge <= box[0] || x * edge > box[2] || (y + 1) * edge <= box[1] || y * edge > box[3]);
    if (outside) continue;
    found.cells.push(
      usual === null ? { x, y, n } : { x, y, n, usual: (usual.get(key) ?? 0) / earlier.length },
    );
  }
  return found;
}
