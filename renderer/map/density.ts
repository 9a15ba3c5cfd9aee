import { cellMiddle, type Grid, type HeatCell } from '../../sync/contract/heat-cells.ts';
import type { Camera } from './camera.ts';

/** Reach of one case on the map, standard deviation in kilometres: the same on every view, so that densities agree. */
export const SPREAD_KM = 0.9;

/** Cases per km² over a camera's view: row by row from the north-west, `step` CSS pixels a value. */
export interface Density {
  columns: number;
  rows: number;
  step: number;
  values: Float32Array;
  most: number;
}

/** Three runs of a box of this radius come close to a bell of the given deviation (both in cells). */
export function boxRadius(deviation: number): number {
  return Math.max(0, Math.round((Math.sqrt(4 * deviation * deviation + 1) - 1) / 2));
}

/** One running mean along a line of `count` values, `stride` apart; what lies beyond the ends counts as nothing. */
function slide(
  from: Float32Array,
  to: Float32Array,
  start: number,
  count: number,
  stride: number,
  r: number,
): void {
  const share = 1 / (2 * r + 1);
  let sum = 0;
  for (let i = 0; i < Math.min(r, count); i += 1) sum += from[start + i * stride] ?? 0;
  for (let i = 0; i < count; i += 1) {
    if (i + r < count) sum += from[start + (i + r) * stride] ?? 0;
    if (i - r - 1 >= 0) sum -= from[start + (i - r - 1) * stride] ?? 0;
    to[start + i * stride] = sum * share;
  }
}

function blurred(values: Float32Array<ArrayBuffer>, columns: number, rows: number, r: number): Float32Array {
  let a = values;
  let b = new Float32Array(values.length);
  for (let pass = 0; pass < 3; pass += 1) {
    for (let row = 0; row < rows; row += 1) slide(a, b, row * columns, columns, 1, r);
    [a, b] = [b, a];
    for (let column = 0; column < columns; column += 1) slide(a, b, column, rows, columns, r);
    [a, b] = [b, a];
  }
  return a;
}

/**
 * Heat cells as a smooth density for one view. The cost is that of the view's size, not of the number of
 * cases. Cells out of view still warm its edge: the raster is made with a margin of three deviations.
 */
export function density(cells: readonly HeatCell[], grid: Grid, camera: Camera, step = 2): Density {
  const deviation = (SPREAD_KM * camera.pixelsPerKm) / step;
  const margin = Math.ceil(3 * deviation);
  const [columns, rows] = [Math.ceil(camera.width / step), Math.ceil(camera.height / step)];
  const [wide, high] = [columns + 2 * margin, rows + 2 * margin];
  const raw = new Float32Array(wide * high);
  const add = (column: number, row: number, n: number): void => {
    if (column < 0 || row < 0 || column >= wide || row >= high) return;
    raw[row * wide + column] = (raw[row * wide + column] ?? 0) + n;
  };
  for (const { x, y, n } of cells) {
    const [px, py] = camera.project(cellMiddle(grid, x, y));
    const [gx, gy] = [px / step + margin - 0.5, py / step + margin - 0.5];
    const [column, row] = [Math.floor(gx), Math.floor(gy)];
    const [u, v] = [gx - column, gy - row];
    add(column, row, n * (1 - u) * (1 - v));
    add(column + 1, row, n * u * (1 - v));
    add(column, row + 1, n * (1 - u) * v);
    add(column + 1, row + 1, n * u * v);
  }
  const smooth = blurred(raw, wide, high, boxRadius(deviation));
  const perKm2 = (camera.pixelsPerKm / step) ** 2;
  const values = new Float32Array(columns * rows);
  let most = 0;
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const value = Math.max(0, (smooth[(row + margin) * wide + column + margin] ?? 0) * perKm2);
      values[row * columns + column] = value;
      if (value > most) most = value;
    }
  return { columns, rows, step, values, most };
}
