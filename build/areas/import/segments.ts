import type { Xy } from '../power.ts';
import type { ClosedRing } from './geometry.ts';

/** A piece of a ring between two positions, in whole steps of a grid. */
export interface Segment {
  ring: number;
  /** Which of the ring's segments, and how many it has. */
  order: number;
  of: number;
  from: Xy;
  to: Xy;
  west: number;
  east: number;
}

/** Positions nearer than this, degrees, are one: about a centimetre. On such a grid the arithmetic is exact. */
export const GRID = 1e-7;

export const same = (a: Xy, b: Xy): boolean => a[0] === b[0] && a[1] === b[1];

/** The side of the line a→b on which c lies: positive left, negative right, 0 on it. */
export const side = (a: Xy, b: Xy, c: Xy): number =>
  Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]));

/** A ring in steps of the grid, without a position that is the one before it. */
export function onGrid(ring: ClosedRing): Xy[] {
  const whole = ring.map(([x, y]): Xy => [Math.round(x / GRID), Math.round(y / GRID)]);
  return whole.filter((at, i) => i === 0 || !same(at, whole[i - 1] ?? at));
}

/** Pairs of segments whose boxes meet, each once, from west to east: a sweep over rings in steps of the grid. */
export function* pairsOf(rings: readonly (readonly Xy[])[]): Generator<[Segment, Segment]> {
  const segments = rings
    .flatMap((ring, r) => ring.slice(1).map((to, i) => segment(ring, r, i, to)))
    .toSorted((a, b) => a.west - b.west);
  let open: Segment[] = [];
  for (const one of segments) {
    open = open.filter((other) => other.east >= one.west);
    for (const other of open) if (levelWith(one, other)) yield [one, other];
    open.push(one);
  }
}

function segment(ring: readonly Xy[], number: number, order: number, to: Xy): Segment {
  const from = ring[order] ?? to;
  const [west, east] = [Math.min(from[0], to[0]), Math.max(from[0], to[0])];
  return { ring: number, order, of: ring.length - 1, from, to, west, east };
}

const levelWith = (a: Segment, b: Segment): boolean =>
  Math.max(a.from[1], a.to[1]) >= Math.min(b.from[1], b.to[1]) &&
  Math.max(b.from[1], b.to[1]) >= Math.min(a.from[1], a.to[1]);
