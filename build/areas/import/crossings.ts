import type { Xy } from '../power.ts';
import type { ClosedRing } from './geometry.ts';
import { GRID, onGrid, pairsOf, same, type Segment, side } from './segments.ts';

/**
 * Where the rings of one shape cross themselves or each other, in degrees, at most `limit` places. Touching, in a corner
 * or along a line, is no crossing.
 */
export function crossings(rings: readonly ClosedRing[], limit = 3): Xy[] {
  const tidy = rings.map(onGrid).filter((ring) => ring.length > 3);
  const found: Xy[] = [];
  const note = (at: Xy): void => {
    const place: Xy = [at[0] * GRID, at[1] * GRID];
    if (!found.some(([x, y]) => Math.hypot(x - place[0], y - place[1]) < 2 * GRID)) found.push(place);
  };
  for (const [one, other] of pairsOf(tidy)) {
    const at = meeting(one, other, tidy);
    if (at !== undefined) note(at);
    if (found.length >= limit) break;
  }
  return found;
}

function neighbours(a: Segment, b: Segment): boolean {
  if (a.ring !== b.ring) return false;
  const apart = Math.abs(a.order - b.order);
  return apart === 1 || apart === a.of - 1;
}

/** Where two segments cross, whether in the middle of both, at a corner of one, or at a corner of both. */
function meeting(a: Segment, b: Segment, rings: readonly (readonly Xy[])[]): Xy | undefined {
  if (neighbours(a, b)) return undefined;
  const [a1, a2] = [side(b.from, b.to, a.from), side(b.from, b.to, a.to)];
  const [b1, b2] = [side(a.from, a.to, b.from), side(a.from, a.to, b.to)];
  if (a1 * a2 < 0 && b1 * b2 < 0) return point(a, b);
  // Each corner is the start of one segment: looked at there, once.
  if (same(a.from, b.from)) return atCorner(a, b, rings);
  if (a1 === 0 && b1 * b2 < 0) return throughCorner(a, b, rings);
  if (b1 === 0 && a1 * a2 < 0) return throughCorner(b, a, rings);
  return undefined;
}

function point(a: Segment, b: Segment): Xy {
  const [dx, dy] = [a.to[0] - a.from[0], a.to[1] - a.from[1]];
  const [ex, ey] = [b.to[0] - b.from[0], b.to[1] - b.from[1]];
  const t = ((b.from[0] - a.from[0]) * ey - (b.from[1] - a.from[1]) * ex) / (dx * ey - dy * ex);
  return [a.from[0] + t * dx, a.from[1] + t * dy];
}

/** The position before a segment's start. */
function before({ ring, order, of, from }: Segment, rings: readonly (readonly Xy[])[]): Xy {
  return rings[ring]?.[order === 0 ? of - 1 : order - 1] ?? from;
}

/** A corner that lies on another segment crosses it where its two sides lie on the segment's two sides. */
function throughCorner(corner: Segment, line: Segment, rings: readonly (readonly Xy[])[]): Xy | undefined {
  const [p, n] = [before(corner, rings), corner.to];
  return side(line.from, line.to, p) * side(line.from, line.to, n) < 0 ? corner.from : undefined;
}

/** Two ways through one position cross where one's ends lie on both sides of the other. */
function atCorner(a: Segment, b: Segment, rings: readonly (readonly Xy[])[]): Xy | undefined {
  const [x, y] = a.from;
  const turn = ([px, py]: Xy): number => Math.atan2(py - y, px - x);
  const [from, to] = [turn(before(a, rings)), turn(a.to)].toSorted((p, q) => p - q);
  const ends = [turn(before(b, rings)), turn(b.to)];
  if (from === undefined || to === undefined || ends.some((end) => end === from || end === to))
    return undefined;
  const between = ends.filter((end) => end > from && end < to).length;
  return between === 1 ? a.from : undefined;
}
