/** Plane geometry in kilometres. Rings are open (the first corner is not repeated) and run counter-clockwise. */
export type Xy = readonly [x: number, y: number];
export type Ring = readonly Xy[];

/** A weighted site: with no neighbours its cell is the disc of radius √weight about it. Weight in km². */
export interface Site {
  at: Xy;
  weight: number;
}

/** A regular polygon of the same area as the disc of that radius. */
export function disc([x, y]: Xy, radius: number, corners = 40): Xy[] {
  const turn = (2 * Math.PI) / corners;
  const r = radius * Math.sqrt(turn / Math.sin(turn));
  return Array.from({ length: corners }, (_, i) => [x + r * Math.cos(i * turn), y + r * Math.sin(i * turn)]);
}

/** Area in km², positive for counter-clockwise rings. */
export function areaOf(ring: Ring): number {
  let twice = 0;
  ring.forEach(([x, y], i) => {
    const [nx, ny] = ring[(i + 1) % ring.length] ?? [x, y];
    twice += x * ny - nx * y;
  });
  return twice / 2;
}

/** The middle of mass of a ring; its first corner where it has no area. */
export function middleOf(ring: Ring): Xy {
  const area = areaOf(ring);
  let mx = 0;
  let my = 0;
  ring.forEach(([x, y], i) => {
    const [nx, ny] = ring[(i + 1) % ring.length] ?? [x, y];
    const cross = x * ny - nx * y;
    mx += (x + nx) * cross;
    my += (y + ny) * cross;
  });
  if (Math.abs(area) < 1e-12) return ring[0] ?? [0, 0];
  return [mx / (6 * area), my / (6 * area)];
}

/** Whether a ring holds a point (even-odd rule). */
export function holds(ring: Ring, [x, y]: Xy): boolean {
  let inside = false;
  ring.forEach(([ax, ay], i) => {
    const [bx, by] = ring[(i + 1) % ring.length] ?? [ax, ay];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}

/** The part of a convex ring where a·x + b·y <= c. */
function below(ring: Ring, a: number, b: number, c: number): Xy[] {
  const kept: Xy[] = [];
  ring.forEach((p, i) => {
    const q = ring[(i + 1) % ring.length] ?? p;
    const dp = a * p[0] + b * p[1] - c;
    const dq = a * q[0] + b * q[1] - c;
    if (dp <= 0) kept.push(p);
    if (dp < 0 !== dq < 0 && dp !== dq) {
      const t = dp / (dp - dq);
      if (t > 0 && t < 1) kept.push([p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])]);
    }
  });
  return kept;
}

/**
 * The power cell of one site within a convex ring: where |x − s|² − w is least. Two cells share the straight
 * line between them exactly, so cells never overlap and leave no gap within the ring.
 */
export function powerCell(sites: readonly Site[], index: number, within: Ring): Xy[] {
  const own = sites[index];
  if (own === undefined) return [];
  const [x, y] = own.at;
  let cell: Xy[] = [...within];
  sites.forEach((other, j) => {
    if (j === index || cell.length === 0) return;
    const [ox, oy] = other.at;
    const c = ox * ox + oy * oy - other.weight - (x * x + y * y - own.weight);
    cell = below(cell, 2 * (ox - x), 2 * (oy - y), c);
  });
  return cell;
}

/**
 * Sites and weights whose cells, each within its own disc, have about the given areas (km²) and middles.
 * Cells at the edge of the city have no neighbour to hem them in and bulge outwards: that is the coast.
 */
export function fitSites(middles: readonly Xy[], areas: readonly number[], rounds = 240): Site[] {
  let sites: Site[] = middles.map((at, i) => ({ at, weight: (areas[i] ?? 1) / Math.PI }));
  for (let round = 0; round < rounds; round += 1) {
    const step = round < rounds / 2 ? 0.5 : 0.25;
    const now = sites;
    sites = now.map((site, i) => {
      const want = areas[i] ?? 1;
      const goal = middles[i] ?? site.at;
      const radius = Math.sqrt(want / Math.PI);
      const cell = powerCell(now, i, disc(site.at, Math.sqrt(Math.max(site.weight, 0.05 * radius * radius))));
      if (cell.length < 3) return { at: goal, weight: site.weight + (step * want) / Math.PI };
      const [mx, my] = middleOf(cell);
      // The site leans away from where its cell has drifted; the lean fades, so that a coast cannot drag it along.
      const dx = 0.9 * (site.at[0] - goal[0]) + step * (goal[0] - mx);
      const dy = 0.9 * (site.at[1] - goal[1]) + step * (goal[1] - my);
      const short = Math.min(1, (0.6 * radius) / (Math.hypot(dx, dy) || 1));
      return {
        at: [goal[0] + dx * short, goal[1] + dy * short],
        weight: Math.min(8 * radius * radius, site.weight + (step * (want - areaOf(cell))) / Math.PI),
      };
    });
  }
  return sites;
}
