import { topology } from 'topojson-server';
import type { MultiPolygon as Arcs, Topology } from 'topojson-specification';
import type { Xy } from '../power.ts';
import type { Polygon } from './geometry.ts';

/** Fractions of a degree that a position may have: 1/100,000 is about a metre, the finer about a centimetre. */
export const [GRID, FINER] = [1e5, 1e7];

/** Whole numbers of a grid's steps; positions that fall together are one. */
export const onGrid = (polygon: Polygon, grid = GRID): Polygon =>
  polygon.map((ring) => {
    const whole = ring.map(([x, y]): Xy => [Math.round(x * grid), Math.round(y * grid)]);
    return whole.filter(([x, y], i) => i === 0 || x !== whole[i - 1]?.[0] || y !== whole[i - 1]?.[1]);
  });

/** Degrees again. */
export const offGrid = (polygon: Polygon, grid = GRID): Polygon =>
  polygon.map((ring) => ring.map(([x, y]): Xy => [x / grid, y / grid]));

/** The borders of shapes on the grid, by id, as lines that each stand once, whoever shares them. */
export function borders(shapes: ReadonlyMap<string, Polygon[]>): Topology<Record<string, Arcs>> {
  const geometries = [...shapes].map(
    ([id, coordinates]) => [id, { type: 'MultiPolygon', coordinates }] as const,
  );
  const { objects, ...rest } = topology(Object.fromEntries(geometries));
  const arcs = Object.entries(objects).flatMap(([id, one]) =>
    one.type === 'MultiPolygon' ? [[id, { type: one.type, arcs: one.arcs }] as const] : [],
  );
  return { ...rest, objects: Object.fromEntries(arcs) };
}
