import type { Xy } from '../power.ts';
import type { ClosedRing } from './geometry.ts';
import { GRID, onGrid, pairsOf, same, type Segment, side } from './segments.ts';

/**
 * Places where rings of one shape touch: a corner on a side or on another corner, sides that lie on each other, a way there and
 * back; crossings too. Where a shape only touches itself, it holds the same ground, but a map program may fill it wrongly. `limit`
 * ends the search.
 */
export function touches(rings: readonly ClosedRing[], limit = Infinity): Xy[] {
  const found = new Map<string, Xy>();
  for (const [one, other] of pairsOf(rings.map(onGrid).filter((ring) => ring.length > 1))) {
    const at = meeting(one, other);
    if (at !== undefined) found.set(String(at), [at[0] * GRID, at[1] * GRID]);
    if (found.size >= limit) break;
  }
  return [...found.values()];
}

/** A place that two segments share; of neighbours in a ring one that is not the corner between them. */
function meeting(a: Segment, b: Segment): Xy | undefined {
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
