import { contours } from 'd3-contour';
import { areaOf, holds, type Ring, type Xy } from './power.ts';

/** Values on a grid of the plane, kilometres. */
export interface Field {
  west: number;
  south: number;
  step: number;
  columns: number;
  rows: number;
  values: Float64Array;
}

/** A field's value at each place of a grid of that step, from south-west to north-east. */
export function sampled(
  [south, west, north, east]: readonly [south: number, west: number, north: number, east: number],
  step: number,
  at: (place: Xy) => number,
): Field {
  const columns = Math.ceil((east - west) / step) + 1;
  const rows = Math.ceil((north - south) / step) + 1;
  const values = new Float64Array(columns * rows);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1)
      values[row * columns + column] = at([west + column * step, south + row * step]);
  return { west, south, step, columns, rows, values };
}

/** Where the value of that number stands. */
export const placeOf = ({ west, south, step, columns }: Field, i: number): Xy => [
  west + (i % columns) * step,
  south + Math.floor(i / columns) * step,
];

/** The level above which the field has that area, km². */
export function levelFor(field: Field, area: number): number {
  const cells = Math.round(area / (field.step * field.step));
  return field.values.toSorted().at(-cells) ?? 0;
}

/** Where the field is above the level: an outer ring, then its holes. Counter-clockwise all. */
export function ringsAbove({ columns, rows, values, west, south, step }: Field, level: number): Xy[][][] {
  const above = contours()
    .size([columns, rows])
    .contour([...values], level);
  return above.coordinates.map((polygon) =>
    polygon.map((closed) => {
      // A value stands in the middle of its cell of the grid.
      const steps = closed.slice(1).map(([x = 0, y = 0]): Xy => [x - 0.5, y - 0.5]);
      const ring = fromSouthWest(areaOf(steps) > 0 ? steps : steps.toReversed());
      return ring.map(([x, y]): Xy => [west + x * step, south + y * step]);
    }),
  );
}

/** The highest value within a ring; `-Infinity` where no place of the grid is in it. */
export function topWithin({ west, south, step, columns, values }: Field, ring: Ring): number {
  const rows = ring.map(([, y]) => (y - south) / step);
  const [first, last] = [Math.max(0, Math.floor(Math.min(...rows))), Math.ceil(Math.max(...rows))];
  let top = -Infinity;
  for (let i = first * columns; i < Math.min(values.length, (last + 1) * columns); i += 1) {
    const value = values[i] ?? top;
    if (value > top && holds(ring, [west + (i % columns) * step, south + Math.floor(i / columns) * step]))
      top = value;
  }
  return top;
}

/** The same ring, begun in the west of its southernmost row: what is thinned begins at one place, however it was traced. */
function fromSouthWest(ring: readonly Xy[]): Xy[] {
  const [first] = ring.filter(([, y]) => Number.isInteger(y)).toSorted((a, b) => a[1] - b[1] || a[0] - b[0]);
  const start = first === undefined ? 0 : ring.indexOf(first);
  return [...ring.slice(start), ...ring.slice(0, start)];
}

/** Fewer corners: those that stand out less than `tolerance` km from the line of their neighbours are left out. */
export function simpler(ring: Ring, tolerance: number): Xy[] {
  const far = (points: readonly Xy[]): Xy[] => {
    const [first, last] = [points[0], points.at(-1)];
    if (first === undefined || last === undefined || points.length < 3) return [...points];
    const [dx, dy] = [last[0] - first[0], last[1] - first[1]];
    const length = Math.hypot(dx, dy);
    let worst = 0;
    let at = 0;
    points.forEach(([x, y], i) => {
      const off =
        length === 0
          ? Math.hypot(x - first[0], y - first[1])
          : Math.abs(dx * (y - first[1]) - dy * (x - first[0])) / length;
      if (off > worst) [worst, at] = [off, i];
    });
    if (worst <= tolerance) return [first, last];
    return [...far(points.slice(0, at + 1)).slice(0, -1), ...far(points.slice(at))];
  };
  const half = Math.floor(ring.length / 2);
  const start = ring[0];
  if (start === undefined) return [];
  return [...far(ring.slice(0, half + 1)).slice(0, -1), ...far([...ring.slice(half), start]).slice(0, -1)];
}
