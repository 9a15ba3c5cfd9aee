import { levelFor, ringsAbove, sampled, simpler, type Field } from './field.ts';
import { holds, type Site, type Xy } from './power.ts';

/** How far apart two discs may lie and still be joined by land, as a share of the mean radius of a place. */
export const JOIN = 0.45;

/**
 * How far inside the land a place is, kilometres, negative at sea: the discs of all sites, melted together
 * where they are nearer than `join` so that the coast runs smoothly past the gaps between them.
 */
export function depth(sites: readonly Site[], [x, y]: Xy, join: number): number {
  let sum = 0;
  for (const { at, weight } of sites) {
    const radius = Math.sqrt(Math.max(weight, 0));
    const inside = radius - Math.hypot(x - at[0], y - at[1]);
    if (inside > -12 * join) sum += Math.exp(inside / join);
  }
  return sum === 0 ? -12 * join : join * Math.log(sum);
}

/** The depth of every place around sites that together take so much land, on a grid of `step` km, and the grid's box: south, west, north, east. */
export function melted(
  sites: readonly Site[],
  area: number,
  step: number,
): { field: Field; box: readonly [number, number, number, number] } {
  const join = JOIN * Math.sqrt(area / (Math.PI * Math.max(1, sites.length)));
  const reach = (s: Site): number => Math.sqrt(Math.max(s.weight, 0)) + 4 * join;
  const box = [
    Math.min(...sites.map((s) => s.at[1] - reach(s))),
    Math.min(...sites.map((s) => s.at[0] - reach(s))),
    Math.max(...sites.map((s) => s.at[1] + reach(s))),
    Math.max(...sites.map((s) => s.at[0] + reach(s))),
  ] as const;
  return { field: sampled(box, step, (place) => depth(sites, place, join)), box };
}

/**
 * The land of a city as rings without lakes: one for its mainland, one for each island. Rings that hold
 * none of the sites' middles are dropped. `step` is the grid of the drawing, km.
 */
export function coast(sites: readonly Site[], area: number, middles: readonly Xy[], step = 0.4): Xy[][] {
  const { field } = melted(sites, area, step);
  // The melted gaps added some area, so the shore is drawn in.
  return ringsAbove(field, levelFor(field, area))
    .flatMap(([outer = []]) => [outer])
    .filter((ring) => middles.some((m) => holds(ring, m)))
    .map((ring) => simpler(ring, step / 8));
}
