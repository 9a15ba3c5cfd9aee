import { feature } from 'topojson-client';
import { presimplify, simplify as thin, type Triangle } from 'topojson-simplify';
import type { Xy } from '../power.ts';
import { borders, GRID, offGrid, onGrid } from './borders.ts';
import { crossings } from './crossings.ts';
import { areaOfPolygon, boxOf, plane, type ClosedRing, type Polygon } from './geometry.ts';
import type { Shape } from './overlaps.ts';

/** Details of this size, metres, are finer than a pixel of the largest wall's lens. */
const DETAIL = 12;
/** Positions that all shapes together may have: some 800 KB, which a window reads within a blink. */
const MOST = 50_000;
/** Metres at which making shapes smaller ends, however many positions are left. */
const COARSEST = 1000;
/** Islands and holes smaller than this, square metres, are left out, unless an area has nothing else. */
const ISLET = 400;
/** Leaving out a corner may make a border cross another; then a little more or less is left out. */
const TRIES = [1, 0.7, 1.5, 0.4, 2.5, 0.2, 4, 0.1];

export interface Simplified {
  shapes: Shape[];
  /** Positions before and after. */
  before: number;
  after: number;
}

/**
 * The same shapes with as much detail as a wall can show, by Visvalingam's triangles over borders that neighbours share: what was
 * one border stays one. Positions are rounded to five decimals. No shape is lost or made to cross itself.
 */
export function simplify(shapes: readonly Shape[]): Simplified {
  const before = count(shapes);
  const { south, north } = boxOf(shapes.flatMap(({ polygons }) => polygons));
  const flat = plane((south + north) / 2);
  const squareMetres = (ring: readonly Xy[]): number =>
    areaOfPolygon([ring.map(([x, y]) => flat([x / GRID, y / GRID]))]);
  const rings = new Map(shapes.map(({ id, polygons }) => [id, kept(polygons.map(onGrid), squareMetres)]));
  const lines = presimplify(borders(rings), ([a, b, c]: Triangle) => squareMetres([a, b, c, a]));
  const made = (detail: number): Shape[] => {
    const thinned = thin(lines, detail ** 2);
    return shapes.map(({ id }) => {
      const arcs = thinned.objects[id];
      const polygons = arcs ? feature(thinned, arcs).geometry.coordinates : [];
      const closed = polygons.map((polygon) =>
        polygon.map((ring) => ring.map(([x = 0, y = 0]): Xy => [x, y])),
      );
      return { id, polygons: kept(closed, squareMetres).map(offGrid) };
    });
  };
  let detail = DETAIL;
  while (count(made(detail)) > MOST && detail < COARSEST) detail *= 1.25;
  for (const factor of TRIES) {
    const found = made(detail * factor);
    if (found.every(sound)) return { shapes: found, before, after: count(found) };
  }
  return { shapes: [...shapes], before, after: before };
}

const count = (shapes: readonly Shape[]): number =>
  shapes.reduce((sum, { polygons }) => sum + polygons.reduce((n, p) => n + p.flat().length, 0), 0);

/** The polygons and holes that are large enough to be seen; the largest polygon in any case. */
function kept(polygons: readonly Polygon[], size: (ring: ClosedRing) => number): Polygon[] {
  const sizes = polygons.map(([outer = []]) => size(outer));
  const largest = Math.max(...sizes);
  return polygons.flatMap((polygon, i) => {
    const own = sizes[i] ?? 0;
    if (own === 0 || (own < ISLET && own < largest)) return [];
    return [polygon.filter((ring, hole) => hole === 0 || size(ring) >= ISLET)];
  });
}

const sound = ({ polygons }: Shape): boolean =>
  polygons.length > 0 && crossings(polygons.flat(), 1).length === 0;
