import { contours } from 'd3-contour';
import { areaOf, holds, type Ring, type Site, type Xy } from './power.ts';

/** How far apart two discs may lie and still be joined by land, as a share of the mean radius of a place. */
const JOIN = 0.45;

/**
 * How far inside the land a place is, kilometres, negative at sea: the discs of all sites, melted together
 * where they are nearer than `join` so that the coast runs smoothly past the gaps between them.
 */
export function depth(sites: readonly Site[], [x, y]: Xy, join: number): number {
  let sum = 0;
  for (const { at, weight } of sites) {
    const radius = Math.sqrt(Math.max(weight, 0));
    const inside = radius - Math.hypot(x - at[0], y - at[1]);
    if (inside > -12 * join) sum += Math.exp(inside / join);
  }
  return sum === 0 ? -12 * join : join * Math.log(sum);
}

interface Field {
  west: number;
  south: number;
  step: number;
  columns: number;
  rows: number;
  values: Float64Array;
}

function sample(sites: readonly Site[], step: number, join: number): Field {
  const reach = (s: Site): number => Math.sqrt(Math.max(s.weight, 0)) + 4 * join;
  const west = Math.min(...sites.map((s) => s.at[0] - reach(s)));
  const south = Math.min(...sites.map((s) => s.at[1] - reach(s)));
  const columns = Math.ceil((Math.max(...sites.map((s) => s.at[0] + reach(s))) - west) / step) + 1;
  const rows = Math.ceil((Math.max(...sites.map((s) => s.at[1] + reach(s))) - south) / step) + 1;
  const values = new Float64Array(columns * rows).fill(-12 * join);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1)
      values[row * columns + column] = depth(sites, [west + column * step, south + row * step], join);
  return { west, south, step, columns, rows, values };
}

/** The level at which the land has the wanted area: the melted gaps added some, so the shore is drawn in. */
function levelFor(field: Field, area: number): number {
  const cells = Math.round(area / (field.step * field.step));
  return field.values.toSorted().at(-cells) ?? 0;
}

/** The outer rings of the land: where the field is above the level. Counter-clockwise. */
function shores({ columns, rows, values, west, south, step }: Field, level: number): Xy[][] {
  const land = contours()
    .size([columns, rows])
    .contour([...values], level);
  return land.coordinates.map(([outer = []]) => {
    // A value stands in the middle of its cell of the grid.
    const steps = outer.slice(1).map(([x = 0, y = 0]): Xy => [x - 0.5, y - 0.5]);
    const ring = fromSouthWest(areaOf(steps) > 0 ? steps : steps.toReversed());
    return ring.map(([x, y]): Xy => [west + x * step, south + y * step]);
  });
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

/**
 * The land of a city as rings without lakes: one for its mainland, one for each island. Rings that hold
 * none of the sites' middles are dropped. `step` is the grid of the drawing, km.
 */
export function coast(sites: readonly Site[], area: number, middles: readonly Xy[], step = 0.4): Xy[][] {
  const join = JOIN * Math.sqrt(area / (Math.PI * Math.max(1, sites.length)));
  const field = sample(sites, step, join);
  return shores(field, levelFor(field, area))
    .filter((ring) => middles.some((m) => holds(ring, m)))
    .map((ring) => simpler(ring, step / 8));
}
