import { intersection } from 'polyclip-ts';
import type { Xy } from '../power.ts';
import { crossings } from './crossings.ts';
import {
  areaOfPolygon,
  boxOf,
  inBox,
  lengthOf,
  meet,
  middleOfLargest,
  plane,
  within,
  type Box,
  type Polygon,
} from './geometry.ts';

/** The shape of one area. Degrees. */
export interface Shape {
  id: string;
  polygons: Polygon[];
}

export interface Overlap {
  one: string;
  other: string;
  squareMetres: number;
  /** Share of the smaller of the two. */
  share: number;
  /** The middle of the largest piece, degrees. */
  at: Xy;
}

/** Where a border was drawn twice, slivers lie between; narrower than this (metres) they are let be, up to this share of an area. */
const [SLIVER, SLIVERS] = [30, 0.02];

/** Which shapes lie over each other, slivers along a common border aside. */
export function overlaps(shapes: readonly Shape[]): Overlap[] {
  const boxed = shapes.map((shape) => ({ ...shape, box: boxOf(shape.polygons), rim: rim(shape) }));
  return boxed.flatMap((one, i) =>
    boxed.slice(i + 1).flatMap((other) => {
      if (!meet(one.box, other.box) || !entangled(one, other)) return [];
      return overlap(one, other) ?? [];
    }),
  );
}

interface Boxed extends Shape {
  box: Box;
  rim: ReadonlySet<string>;
}

const rim = ({ polygons }: Shape): ReadonlySet<string> => new Set(polygons.flat(2).map(String));

/** Whether two shapes may share ground: cheap, so that the exact question is asked of few. */
function entangled(one: Boxed, other: Boxed): boolean {
  const ins = [
    [one, other],
    [other, one],
  ] as const;
  for (const [a, b] of ins) {
    const positions = a.polygons.flat(2);
    const free = positions.filter((p) => !b.rim.has(String(p)));
    // Of two that are all but equal, no corner lies inside.
    if (free.length < positions.length / 4) return true;
    if (free.some((p) => inBox(p, b.box) && b.polygons.some((polygon) => within(polygon, p)))) return true;
  }
  return crossings([...one.polygons.flat(), ...other.polygons.flat()], 1).length > 0;
}

function overlap(one: Boxed, other: Boxed): Overlap | undefined {
  const flat = plane((one.box.south + one.box.north) / 2);
  const metres = (polygons: readonly Polygon[]): Polygon[] => polygons.map((p) => p.map((r) => r.map(flat)));
  const sizeOf = (polygons: readonly Polygon[]): number =>
    metres(polygons).reduce((sum, polygon) => sum + areaOfPolygon(polygon), 0);
  const pieces: Polygon[] = intersection(loose(one.polygons), loose(other.polygons)).map((polygon) =>
    polygon.map((ring) => ring.map(([x, y]): Xy => [x, y])),
  );
  const squareMetres = sizeOf(pieces);
  const share = squareMetres / Math.max(1, Math.min(sizeOf(one.polygons), sizeOf(other.polygons)));
  const widths = metres(pieces).map((p) => (2 * areaOfPolygon(p)) / Math.max(1, lengthOf(p.flat())));
  if (share <= SLIVERS && widths.every((width) => width <= SLIVER)) return undefined;
  return { one: one.id, other: other.id, squareMetres, share, at: middleOfLargest(pieces) };
}

const loose = (polygons: readonly Polygon[]): [number, number][][][] =>
  polygons.map((polygon) => polygon.map((ring) => ring.map(([x, y]) => [x, y])));
