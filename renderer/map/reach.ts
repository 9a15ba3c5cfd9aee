import { cellMiddle, type Grid, type HeatCell } from '../../sync/contract/heat-cells.ts';
import type { Camera } from './camera.ts';
import { density, type Density } from './density.ts';

/** How far round a case its neighbours are counted: squares of this many degrees, three by three of them. */
const SQUARE = 0.03;
/** Times the reach of a crowded place, from there to where a case stands alone. */
const STEPS = [1, Math.SQRT2, 2, 2 * Math.SQRT2, 4] as const;

/** Which of the steps a place has, from 0: more where fewer cases are around it. */
export type Loneliness = (lon: number, lat: number) => number;

/**
 * How alone cases are at each place, by Abramson's rule: the reach of a case goes with one over the square root
 * of the density around it. Where half of the cases have no more neighbours the step is 0, so that the crowded
 * places keep their shape and a single case far out spreads over its countryside instead of outshining a
 * city. To be made from the whole city's cells, once for all views, so that they agree.
 */
export function lonelinessOf(cells: readonly HeatCell[], grid: Grid): Loneliness {
  const squares = new Map<string, number>();
  const square = (lon: number, lat: number): [number, number] => [
    Math.floor(lon / SQUARE),
    Math.floor(lat / SQUARE),
  ];
  for (const { x, y, n } of cells) {
    const key = square(...cellMiddle(grid, x, y)).join();
    squares.set(key, (squares.get(key) ?? 0) + n);
  }
  const around = (lon: number, lat: number): number => {
    const [column, row] = square(lon, lat);
    let sum = 0;
    for (let c = column - 1; c <= column + 1; c += 1)
      for (let r = row - 1; r <= row + 1; r += 1) sum += squares.get([c, r].join()) ?? 0;
    return sum;
  };
  const held = cells
    .map(({ x, y, n }) => ({ n, near: around(...cellMiddle(grid, x, y)) }))
    .sort((a, b) => a.near - b.near);
  let left = held.reduce((sum, { n }) => sum + n, 0) / 2;
  const middle = held.find(({ n }) => (left -= n) <= 0)?.near ?? 1;
  return (lon, lat) => {
    const factor = Math.sqrt(middle / Math.max(1, around(lon, lat)));
    return Math.max(
      0,
      STEPS.findLastIndex((step) => factor >= step * 0.999),
    );
  };
}

/** A density's value at a place of its view, CSS pixels, between its neighbours. */
export function valueAt({ columns, rows, step, values }: Density, px: number, py: number): number {
  const [gx, gy] = [px / step - 0.5, py / step - 0.5];
  const held = (c: number, r: number): number =>
    values[Math.min(rows - 1, Math.max(0, r)) * columns + Math.min(columns - 1, Math.max(0, c))] ?? 0;
  const [c, r] = [Math.floor(gx), Math.floor(gy)];
  const [u, v] = [gx - c, gy - r];
  return (
    (1 - v) * ((1 - u) * held(c, r) + u * held(c + 1, r)) +
    v * ((1 - u) * held(c, r + 1) + u * held(c + 1, r + 1))
  );
}

/**
 * The density of a view in cases per km² where each case reaches as far as it is alone: `spread` km in crowded
 * places, up to four times that elsewhere. It still adds up to the number of cases.
 */
export function adaptedDensity(
  cells: readonly HeatCell[],
  grid: Grid,
  camera: Camera,
  spread: number,
  lonely: Loneliness,
): Density {
  const groups = STEPS.map((): HeatCell[] => []);
  for (const cell of cells) groups[lonely(...cellMiddle(grid, cell.x, cell.y))]?.push(cell);
  const [crowded = [], ...others] = groups;
  const sum = density(crowded, grid, camera, spread);
  for (const [i, group] of others.entries()) {
    if (group.length === 0) continue;
    const wide = density(group, grid, camera, spread * (STEPS[i + 1] ?? 1));
    for (let row = 0; row < sum.rows; row += 1)
      for (let column = 0; column < sum.columns; column += 1) {
        const at = row * sum.columns + column;
        const more = valueAt(wide, (column + 0.5) * sum.step, (row + 0.5) * sum.step);
        sum.values[at] = (sum.values[at] ?? 0) + more;
      }
  }
  sum.most = sum.values.reduce((most, value) => Math.max(most, value), 0);
  return sum;
}

/** The density at which so large a share of the cases is at places with no more, cases per km². */
export function levelOf({ values }: Density, share: number): number {
  const rising = values.filter((value) => value > 0).sort();
  let left = share * rising.reduce((sum, value) => sum + value, 0);
  return rising.find((value) => (left -= value) <= 0) ?? 0;
}
