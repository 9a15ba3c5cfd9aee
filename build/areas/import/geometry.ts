import type { Xy } from '../power.ts';

/** A closed ring: its first position stands again at its end. Degrees, or any plane unit. */
export type ClosedRing = Xy[];
/** An outer ring, then its holes. */
export type Polygon = ClosedRing[];

/** Metres in a degree of latitude. */
export const METRES = 111_195;

/** A plane in metres near a latitude: good to a few parts in a thousand over a city. */
export function plane(latitude: number): (position: Xy) => Xy {
  const across = METRES * Math.cos((latitude * Math.PI) / 180);
  return ([lon, lat]) => [lon * across, lat * METRES];
}

/** Twice the area of a closed ring, positive counter-clockwise; measured from its first position, so that no digits are lost. */
function twice(ring: readonly Xy[]): number {
  const [ox, oy] = ring[0] ?? [0, 0];
  let sum = 0;
  for (let i = 1; i < ring.length; i += 1) {
    const [a, b] = [ring[i - 1] ?? [0, 0], ring[i] ?? [0, 0]];
    sum += (a[0] - ox) * (b[1] - oy) - (b[0] - ox) * (a[1] - oy);
  }
  return sum;
}

/** The area of a closed ring, positive counter-clockwise, in the square of its unit. */
export const signedArea = (ring: readonly Xy[]): number => twice(ring) / 2;

/** The polygon with its outer ring counter-clockwise and its holes clockwise, as RFC 7946 wants them. */
export const wound = (polygon: Polygon): Polygon =>
  polygon.map((ring, hole) => (twice(ring) > 0 === (hole === 0) ? ring : ring.toReversed()));

/** The area of a polygon without its holes, in the square of its unit; never below 0. */
export function areaOfPolygon(polygon: Polygon): number {
  const [outer = 0, ...holes] = polygon.map((ring) => Math.abs(twice(ring)) / 2);
  return Math.max(0, outer - holes.reduce((sum, hole) => sum + hole, 0));
}

/** The length of a closed ring, in its unit. */
export function lengthOf(ring: readonly Xy[]): number {
  return ring.reduce((sum, [x, y], i) => {
    const [px, py] = ring[i - 1] ?? [x, y];
    return sum + Math.hypot(x - px, y - py);
  }, 0);
}

/** The middle of mass of the largest polygon; its first position where it has no area. */
export function middleOfLargest(polygons: readonly Polygon[]): Xy {
  const sized = polygons.map((polygon) => ({ polygon, size: areaOfPolygon(polygon) }));
  const ring = sized.toSorted((a, b) => b.size - a.size)[0]?.polygon[0] ?? [];
  const [ox, oy] = ring[0] ?? [0, 0];
  const whole = twice(ring);
  if (whole === 0) return [ox, oy];
  let [mx, my] = [0, 0];
  for (let i = 1; i < ring.length; i += 1) {
    const [a, b] = [ring[i - 1] ?? [0, 0], ring[i] ?? [0, 0]];
    const [ax, ay, bx, by] = [a[0] - ox, a[1] - oy, b[0] - ox, b[1] - oy];
    const cross = ax * by - bx * ay;
    mx += (ax + bx) * cross;
    my += (ay + by) * cross;
  }
  return [ox + mx / (3 * whole), oy + my / (3 * whole)];
}

/** Whether a polygon holds a position (even-odd rule, so that holes are outside). */
export function within(polygon: Polygon, [x, y]: Xy): boolean {
  let inside = false;
  for (const ring of polygon)
    for (let i = 1; i < ring.length; i += 1) {
      const [[ax, ay], [bx, by]] = [ring[i - 1] ?? [0, 0], ring[i] ?? [0, 0]];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  return inside;
}

export interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** The box around all positions; the empty box, which nothing meets, around none. */
export function boxOf(polygons: readonly Polygon[]): Box {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const [x, y] of polygons.flat(2)) {
    box.west = Math.min(box.west, x);
    box.east = Math.max(box.east, x);
    box.south = Math.min(box.south, y);
    box.north = Math.max(box.north, y);
  }
  return box;
}

export const meet = (a: Box, b: Box): boolean =>
  a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north;

export const inBox = ([x, y]: Xy, { west, south, east, north }: Box): boolean =>
  x >= west && x <= east && y >= south && y <= north;
