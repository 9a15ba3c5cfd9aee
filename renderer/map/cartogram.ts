import { Delaunay } from 'd3-delaunay';
import type { Area } from '../../sync/contract/profile.ts';
import { assign } from './assignment.ts';
import { mercator, type Pixel } from './camera.ts';

/**
 * A hexagon cartogram: every area one hexagon of the same size, near its neighbours and on its side of the city,
 * for figures by which a small ward counts as much as a large commune. Circles are first moved apart until
 * none lies on another (Dorling 1996), then each takes the hexagon that costs all together the least way.
 */
export interface Cartogram {
  /** Middles by area id; two neighbours are 1 apart. */
  hexes: ReadonlyMap<string, Pixel>;
  /** What holds all hexagons, in the same measure. */
  width: number;
  height: number;
}

/** Rounds in which circles are moved apart; far fewer suffice. */
const ROUNDS = 420;
/** How strongly neighbours hold together, against 0.5 by which circles that overlap part. */
const HOLD = 0.06;
/** Half a hexagon's height over half its width, pointy side up. */
const TALL = 2 / Math.sqrt(3);
/** Neighbours further apart than so many times the usual distance are no neighbours: islands. */
const FAR = 6;

interface Middles {
  x: Float64Array;
  y: Float64Array;
}

/** Middles on a plane, scaled so that circles of diameter 1 would just cover the city. */
function plane(areas: readonly Pick<Area, 'centroid'>[]): Middles {
  const at = areas.map(({ centroid }) => mercator(centroid));
  const [xs, ys] = [at.map(([x]) => x), at.map(([, y]) => y)];
  const extent = (v: number[]): number => Math.max(...v) - Math.min(...v);
  const scale = Math.sqrt(areas.length) / Math.max(1e-9, Math.sqrt(extent(xs) * extent(ys)));
  return { x: Float64Array.from(xs, (x) => x * scale), y: Float64Array.from(ys, (y) => y * scale) };
}

/** Pairs of neighbours, each once, islands left out. */
function neighbours({ x, y }: Middles): [number, number][] {
  const n = x.length;
  if (n < 3) return n === 2 ? [[0, 1]] : [];
  const flat = Float64Array.from({ length: 2 * n }, (_, i) =>
    i % 2 === 0 ? (x[i >> 1] ?? 0) : (y[i >> 1] ?? 0),
  );
  const delaunay = new Delaunay(flat);
  const pairs: [number, number][] = [];
  for (let i = 0; i < n; i++) for (const j of delaunay.neighbors(i)) if (j > i) pairs.push([i, j]);
  const far = (i: number, j: number): number =>
    Math.hypot((x[i] ?? 0) - (x[j] ?? 0), (y[i] ?? 0) - (y[j] ?? 0));
  const usual = pairs.map(([i, j]) => far(i, j)).sort((a, b) => a - b)[pairs.length >> 1] ?? 1;
  const near = pairs.filter(([i, j]) => far(i, j) <= FAR * usual);
  // An island still hangs on its nearest neighbour, so that it does not drift.
  for (let i = 0; i < n; i++) {
    if (near.some((pair) => pair.includes(i))) continue;
    const own = pairs.filter((pair) => pair.includes(i)).sort(([a, b], [c, d]) => far(a, b) - far(c, d));
    if (own[0] !== undefined) near.push(own[0]);
  }
  return near;
}

/** Moves two middles along the line between them by so much each. */
function along({ x, y }: Middles, i: number, j: number, by: (distance: number) => number): void {
  // Two areas with one and the same middle part sideways, by their order.
  const dx = (x[j] ?? 0) - (x[i] ?? 0) || 1e-6 * (1 + i);
  const dy = (y[j] ?? 0) - (y[i] ?? 0) || 1e-6 * (1 + j);
  const distance = Math.hypot(dx, dy);
  const move = by(distance) / distance;
  x[i] = (x[i] ?? 0) - dx * move;
  y[i] = (y[i] ?? 0) - dy * move;
  x[j] = (x[j] ?? 0) + dx * move;
  y[j] = (y[j] ?? 0) + dy * move;
}

/** Circles of diameter 1 around the middles, moved until they hardly overlap and neighbours touch. */
function apart(middles: Middles, pairs: readonly [number, number][]): void {
  const n = middles.x.length;
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, j] of pairs) along(middles, i, j, (d) => (d > 1 ? -HOLD * (d - 1) : 0));
    for (let i = 0; i < n; i++)
      for (let j = i + 1; j < n; j++) {
        if (Math.abs((middles.x[i] ?? 0) - (middles.x[j] ?? 0)) >= 1) continue;
        if (Math.abs((middles.y[i] ?? 0) - (middles.y[j] ?? 0)) >= 1) continue;
        along(middles, i, j, (d) => (d < 1 ? 0.5 * (1 - d) : 0));
      }
  }
}

/** Hexagon middles near the circles: rows half a step apart, so that six neighbours are each 1 away. */
function lattice({ x, y }: Middles, reach: number): Pixel[] {
  const cells: Pixel[] = [];
  const rise = Math.sqrt(3) / 2;
  const [west, east] = [Math.min(...x) - reach, Math.max(...x) + reach];
  const [north, south] = [Math.min(...y) - reach, Math.max(...y) + reach];
  for (let row = Math.floor(north / rise); row * rise <= south; row++)
    for (let column = Math.floor(west); column <= east; column++) {
      const at: Pixel = [column + (row % 2 === 0 ? 0 : 0.5), row * rise];
      if (x.some((cx, i) => Math.hypot(cx - at[0], (y[i] ?? 0) - at[1]) <= reach)) cells.push(at);
    }
  return cells;
}

/** The cartogram of some areas, the same for the same areas. Empty for none. */
export function cartogram(areas: readonly Pick<Area, 'id' | 'centroid'>[]): Cartogram {
  if (areas.length === 0) return { hexes: new Map(), width: 0, height: 0 };
  const middles = plane(areas);
  apart(middles, neighbours(middles));
  let cells: Pixel[] = [];
  for (let reach = 1; cells.length < areas.length; reach += 0.5) cells = lattice(middles, reach);
  const { x, y } = middles;
  const cost = areas.map((_, i) =>
    Float64Array.from(cells, ([cx, cy]) => (cx - (x[i] ?? 0)) ** 2 + (cy - (y[i] ?? 0)) ** 2),
  );
  const taken = assign(cost, cells.length).map((c): Pixel => cells[c] ?? [0, 0]);
  const [xs, ys] = [taken.map(([cx]) => cx), taken.map(([, cy]) => cy)];
  const [left, top] = [Math.min(...xs) - 0.5, Math.min(...ys) - TALL / 2];
  return {
    hexes: new Map(areas.map(({ id }, i) => [id, [(xs[i] ?? 0) - left, (ys[i] ?? 0) - top]])),
    width: Math.max(...xs) + 0.5 - left,
    height: Math.max(...ys) + TALL / 2 - top,
  };
}

/** The corners of a hexagon of width 1 around a middle, as the `points` of an SVG polygon; `size` shrinks it. */
export function hexPoints([x, y]: Pixel, size = 1): string {
  const [w, h] = [size / 2, (size * TALL) / 2];
  const corners: Pixel[] = [
    [x, y - h],
    [x + w, y - h / 2],
    [x + w, y + h / 2],
    [x, y + h],
    [x - w, y + h / 2],
    [x - w, y - h / 2],
  ];
  return corners.map(([cx, cy]) => `${cx.toFixed(3)},${cy.toFixed(3)}`).join(' ');
}
