import type { Xy } from '../power.ts';
import type { ClosedRing } from './geometry.ts';

/** A piece of a ring between two positions, in whole steps of a grid so fine that the arithmetic is exact. */
interface Segment {
  ring: number;
  order: number;
  /** How many segments the ring has. */
  of: number;
  from: Xy;
  to: Xy;
  west: number;
  east: number;
}

const GRID = 1e-7;

const side = (a: Xy, b: Xy, c: Xy): number =>
  Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]));

/**
 * Places where rings of one shape touch: a corner on a side or on another corner, sides that lie on each other, a way there and
 * back; crossings too. Where a shape only touches itself, it holds the same ground, but a map program may fill it wrongly. `limit`
 * ends the search.
 */
export function touches(rings: readonly ClosedRing[], limit = Infinity): Xy[] {
  const segments = rings
    .map(onGrid)
    .filter((ring) => ring.length > 1)
    .flatMap((ring, r) => ring.slice(1).map((to, i) => segment(ring, r, i, to)))
    .toSorted((a, b) => a.west - b.west);
  const found = new Map<string, Xy>();
  let open: Segment[] = [];
  for (const one of segments) {
    open = open.filter((other) => other.east >= one.west);
    for (const other of open) {
      const at = meeting(one, other);
      if (at !== undefined) found.set(String(at), [at[0] * GRID, at[1] * GRID]);
      if (found.size >= limit) return [...found.values()];
    }
    open.push(one);
  }
  return [...found.values()];
}

function onGrid(ring: ClosedRing): Xy[] {
  const whole = ring.map(([x, y]): Xy => [Math.round(x / GRID), Math.round(y / GRID)]);
  return whole.filter((at, i) => i === 0 || !same(at, whole[i - 1] ?? at));
}

function segment(ring: readonly Xy[], number: number, order: number, to: Xy): Segment {
  const from = ring[order] ?? to;
  const [west, east] = [Math.min(from[0], to[0]), Math.max(from[0], to[0])];
  return { ring: number, order, of: ring.length - 1, from, to, west, east };
}

const same = (a: Xy, b: Xy): boolean => a[0] === b[0] && a[1] === b[1];

/** A place that two segments share; of neighbours in a ring one that is not the corner between them. */
function meeting(a: Segment, b: Segment): Xy | undefined {
  if (Math.max(a.from[1], a.to[1]) < Math.min(b.from[1], b.to[1])) return undefined;
  if (Math.max(b.from[1], b.to[1]) < Math.min(a.from[1], a.to[1])) return undefined;
  const shared = corners(a, b);
  const on = [
    ...[a.from, a.to].filter((at) => isOn(at, b)),
    ...[b.from, b.to].filter((at) => isOn(at, a)),
  ].find((at) => !shared.some((corner) => same(corner, at)));
  if (on !== undefined) return on;
  const across =
    side(b.from, b.to, a.from) * side(b.from, b.to, a.to) < 0 &&
    side(a.from, a.to, b.from) * side(a.from, a.to, b.to) < 0;
  return across ? [(a.from[0] + a.to[0]) / 2, (a.from[1] + a.to[1]) / 2] : undefined;
}

/** The corner, or both, that two segments have in common because they follow each other in their ring. */
function corners(a: Segment, b: Segment): Xy[] {
  if (a.ring !== b.ring) return [];
  const follows = (first: Segment, then: Segment): boolean => (first.order + 1) % first.of === then.order;
  return [...(follows(a, b) ? [a.to] : []), ...(follows(b, a) ? [b.to] : [])];
}

function isOn(at: Xy, { from, to, west, east }: Segment): boolean {
  if (at[0] < west || at[0] > east) return false;
  if (at[1] < Math.min(from[1], to[1]) || at[1] > Math.max(from[1], to[1])) return false;
  return side(from, to, at) === 0;
}
