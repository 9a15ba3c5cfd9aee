import { cellOf, packCells, type Grid, type HeatCell } from '../../../sync/contract/heat-cells.ts';
import type { AreaShapes } from '../../../sync/contract/profile.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import { MIDNIGHT, names } from '../city.ts';

/** Half the width of an area's square, degrees. */
const HALF = 0.032;

/** Each area as a square around its middle. */
export const shapes: AreaShapes = {
  type: 'FeatureCollection',
  origin: 'schematic',
  features: names.areas.map(({ id, centroid: [x, y] }) => ({
    type: 'Feature',
    properties: { id },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [x - HALF, y - HALF],
          [x + HALF, y - HALF],
          [x + HALF, y + HALF],
          [x - HALF, y + HALF],
          [x - HALF, y - HALF],
        ],
      ],
    },
  })),
};

/** Cases around the middles of areas, fewer from one to the next. */
export function heatOn(grid: Grid): Data<'heat'> {
  const counts = new Map<string, HeatCell>();
  names.areas.forEach(({ centroid: [lon, lat] }, i) => {
    for (let n = 0; n < Math.max(1, 40 - i * 2); n += 1) {
      const [x, y] = cellOf(
        grid,
        lon + 0.02 * Math.cos(n * 2.4) * (n % 5),
        lat + 0.02 * Math.sin(n * 2.4) * (n % 3),
      );
      const cell = counts.get(`${x} ${y}`) ?? { x, y, n: 0 };
      counts.set(`${x} ${y}`, { ...cell, n: cell.n + 1 });
    }
  });
  const cells = [...counts.values()];
  const total = cells.reduce((n, cell) => n + cell.n, 0) + 7;
  return { since: MIDNIGHT, grid, width: 3, cells: packCells(cells), total, unknown: 7 };
}
