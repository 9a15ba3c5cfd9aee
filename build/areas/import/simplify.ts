import { feature } from 'topojson-client';
import { presimplify, type Triangle } from 'topojson-simplify';
import type { MultiPolygon as Arcs } from 'topojson-specification';
import type { Xy } from '../power.ts';
import { borders, FINER, GRID, offGrid, onGrid } from './borders.ts';
import { areaOfPolygon, boxOf, plane, type ClosedRing, type Polygon } from './geometry.ts';
import type { Shape } from './overlaps.ts';
import { touches } from './touching.ts';

/** Details of this size, metres, are finer than a pixel of the largest wall's lens. */
const DETAIL = 12;
/** Positions that all shapes together may have: some 800 KB, which a window reads within a blink. */
const MOST = 50_000;
/** Metres at which making shapes smaller ends, however many positions are left. */
const COARSEST = 1000;
/** Islands and holes smaller than this, square metres, are left out, unless an area has nothing else. */
const ISLET = 400;
/** Leaving out a corner may bring a border upon another: the borders of such a shape are then finer by so much, so many times, then whole. */
const [FINER_BY, ROUNDS] = [3, 6];

export interface Simplified {
  shapes: Shape[];
  /** Positions before and after. */
  before: number;
  after: number;
}

/**
 * The same shapes with as much detail as a wall can show, by Visvalingam's triangles over borders that neighbours share: what was
 * one border stays one. Positions are rounded to five decimals, finer only where that would bring a border upon itself. No shape
 * is lost, or made to touch or cross itself. Of each shape the largest polygon comes first.
 */
export function simplify(shapes: readonly Shape[]): Simplified {
  const before = count(shapes);
  for (const grid of [GRID, FINER]) {
    const found = thinned(shapes, grid);
    if (found !== undefined) return { shapes: found, before, after: count(found) };
  }
  const whole = shapes.map(({ id, polygons }) => ({ id, polygons: largestFirst(polygons, areaOfRing) }));
  return { shapes: whole, before, after: before };
}

const areaOfRing = (ring: ClosedRing): number => areaOfPolygon([ring]);

/** Shapes with fewer positions, on a grid; undefined where that alone already brings a border upon itself. */
function thinned(shapes: readonly Shape[], grid: number): Shape[] | undefined {
  const { south, north } = boxOf(shapes.flatMap(({ polygons }) => polygons));
  const flat = plane((south + north) / 2);
  const squareMetres = (ring: readonly Xy[]): number =>
    areaOfPolygon([ring.map(([x, y]) => flat([x / grid, y / grid]))]);
  const rings = new Map(
    shapes.map(({ id, polygons }) => [
      id,
      kept(
        polygons.map((p) => onGrid(p, grid)),
        squareMetres,
      ),
    ]),
  );
  const lines = presimplify(borders(rings), ([a, b, c]: Triangle) => squareMetres([a, b, c, a]));
  /** All shapes again; a position stays where its corner is worth as much as its border wants. */
  const made = (least: readonly number[]): Shape[] => {
    const arcs = lines.arcs.map((arc, i) => arc.filter(([, , worth = 0]) => worth >= (least[i] ?? 0)));
    return shapes.map(({ id }) => {
      const object = lines.objects[id];
      const polygons = object ? feature({ ...lines, arcs }, object).geometry.coordinates : [];
      const closed = polygons.map((p) => p.map((ring) => ring.map(([x = 0, y = 0]): Xy => [x, y])));
      return { id, polygons: kept(closed, squareMetres).map((p) => offGrid(p, grid)) };
    });
  };
  const all = (detail: number): number[] => lines.arcs.map(() => detail ** 2);
  let detail = DETAIL;
  while (count(made(all(detail))) > MOST && detail < COARSEST) detail *= 1.25;

  const least = all(detail);
  const given = new Map(shapes.map((shape) => [shape.id, shape]));
  for (let round = 1; ; round += 1) {
    const found = made(least);
    const faulty = found.filter((shape) => !isSound(shape, given.get(shape.id)));
    if (faulty.length === 0) return found;
    if (round > ROUNDS) return undefined;
    for (const arc of new Set(faulty.flatMap(({ id }) => arcsOf(lines.objects[id]))))
      least[arc] = round === ROUNDS ? 0 : (least[arc] ?? 0) / FINER_BY ** 2;
  }
}

/** The numbers of the borders that a shape is made of. */
const arcsOf = (object: Arcs | undefined): number[] =>
  (object?.arcs ?? []).flat(2).map((arc) => (arc < 0 ? ~arc : arc));

/** Whether a shape is there, and touches itself nowhere but where it did as it was given. */
function isSound({ polygons }: Shape, given: Shape | undefined): boolean {
  if (polygons.length === 0) return false;
  const found = touches(polygons.flat()).length;
  return found === 0 || found <= touches(given?.polygons.flat() ?? []).length;
}

const count = (shapes: readonly Shape[]): number =>
  shapes.reduce((sum, { polygons }) => sum + polygons.reduce((n, p) => n + p.flat().length, 0), 0);

/** The polygons and holes that are large enough to be seen; the largest polygon in any case, and first. */
function kept(polygons: readonly Polygon[], size: (ring: ClosedRing) => number): Polygon[] {
  return largestFirst(polygons, size).flatMap((polygon, i) => {
    const own = size(polygon[0] ?? []);
    if (own === 0 || (own < ISLET && i > 0)) return [];
    return [polygon.filter((ring, hole) => hole === 0 || size(ring) >= ISLET)];
  });
}

/** By their outer rings. Map programs take from the first ring which way round is outside: a sliver must not be asked. */
const largestFirst = (polygons: readonly Polygon[], size: (ring: ClosedRing) => number): Polygon[] =>
  polygons
    .map((polygon) => ({ polygon, size: size(polygon[0] ?? []) }))
    .toSorted((a, b) => b.size - a.size)
    .map(({ polygon }) => polygon);
