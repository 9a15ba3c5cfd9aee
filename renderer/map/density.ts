import { blur2 } from 'd3-array';
import { cellMiddle, type Grid, type HeatCell } from '../../sync/contract/heat-cells.ts';
import type { Camera } from './camera.ts';

/** Cells of one grid, as unpacked; null where the map shows no heat. */
export interface Heat {
  grid: Grid;
  cells: readonly HeatCell[];
}

/**
 * Reach of one case on the map, standard deviation in kilometres: most of the radius of the city's smaller
 * areas, so that neighbouring ones are still told apart; further where there are few cases to see a shape in,
 * by the sixth root of their number (Scott's rule in the plane). The same on every view, so that densities agree.
 */
export function spreadFor(areas: readonly { areaKm2: number }[], cases: number): number {
  const sizes = areas.map((a) => a.areaKm2).sort((a, b) => a - b);
  const smaller = sizes[Math.floor(sizes.length / 4)] ?? 1;
  const few = Math.min(1.7, Math.max(0.8, (2000 / Math.max(1, cases)) ** (1 / 6)));
  // In steps of a tenth: a few cases more or less do not redraw the whole city.
  const factor = Math.round(few * 10) / 10;
  return Math.min(2, Math.max(0.3, 0.8 * factor * Math.sqrt(smaller / Math.PI)));
}

/** Cases per km² over a camera's view: row by row from the north-west, `step` CSS pixels a value. */
export interface Density {
  columns: number;
  rows: number;
  step: number;
  values: Float32Array;
  most: number;
}

/** Values of the raster that a box reaches to either side. Three runs of it come close to a bell. */
const BOX = 3;
/** The deviation of three runs of that box, in values: √(3·((2·3+1)² − 1)/12). The raster's step follows from it. */
const DEVIATION = Math.sqrt(12);

/**
 * Heat cells as a smooth density for one view. The cost is that of the view's size, not of the number of
 * cases. Cells out of view still warm its edge: the raster is made with a margin of three deviations.
 * `spread` is the reach of a case, km; a value of the raster covers some quarter of it.
 */
export function density(cells: readonly HeatCell[], grid: Grid, camera: Camera, spread: number): Density {
  const step = Math.max(0.35, (spread * camera.pixelsPerKm) / DEVIATION);
  const margin = 3 * (BOX + 1);
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
  // What lies in the margin's last values is smeared at its edge, which is out of the view's reach.
  const { data: smooth } = blur2({ data: raw, width: wide, height: high }, BOX);
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
