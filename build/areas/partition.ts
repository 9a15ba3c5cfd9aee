import { areaOf, holds, type Ring, type Site, type Xy } from './power.ts';

/** Rounds in which sites and weights are fitted together, and then weights alone. */
const ROUNDS = 16;
/** How much of its drift a site leans against in a round; the lean fades, so that a coast cannot drag it along. */
const LEAN = 0.35;
const FADE = 0.93;
/** How far a site gives way in a round where its cell has another's middle, as a share of its radius. */
const PUSH = 0.05;
/** A site stays within this share of its place's radius from the middle. */
const LEASH = 0.9;
/** How often it is made up for what drawing adds to an area or takes from it. */
const CORRECTIONS = 3;
/** By this share an area may be off so that each middle is in its own cell. */
const SLACK = 0.07;
/** A middle is in its own cell when it is so far from being in another's, km². */
const MARGIN = 0.02;
/** Areas are right when each is within this share of what is wanted. */
const RIGHT = 0.002;

/** A convex cell: its corners, and the site across the edge that begins at each; -1 where it is the box's. */
interface Cell {
  ring: Xy[];
  across: number[];
}
/** What a cell has of the land. */
interface Share {
  area: number;
  middle: Xy;
  /** Kilometres of border with each neighbour that lie on land. */
  borders: Map<number, number>;
}

/** The part of a cell where a·x + b·y <= c; the new edge is the one towards `site`. */
function cut({ ring, across }: Cell, [a, b, c]: readonly [number, number, number], site: number): Cell {
  const out: Cell = { ring: [], across: [] };
  const put = (at: Xy, edge: number): void => {
    out.ring.push(at);
    out.across.push(edge);
  };
  const off = ring.map(([x, y]) => a * x + b * y - c);
  ring.forEach((p, i) => {
    const next = (i + 1) % ring.length;
    const [q, dp, dq] = [ring[next] ?? p, off[i] ?? 0, off[next] ?? 0];
    const edge = across[i] ?? -1;
    if (dp <= 0) put(p, edge);
    if (dp <= 0 === dq <= 0) return;
    const t = dp / (dp - dq);
    const at: Xy = [p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])];
    put(at, dp <= 0 ? site : edge);
  });
  return out;
}

/** The power cell of a site within a box: where |x − s|² − w is least. */
function cellOf(sites: readonly Site[], index: number, box: Ring): Cell {
  const own = sites[index] ?? { at: [0, 0], weight: 0 };
  const [x, y] = own.at;
  let cell: Cell = { ring: [...box], across: box.map(() => -1) };
  sites.forEach(({ at: [ox, oy], weight }, j) => {
    if (j === index || cell.ring.length === 0) return;
    const c = ox * ox + oy * oy - weight - (x * x + y * y - own.weight);
    cell = cut(cell, [2 * (ox - x), 2 * (oy - y), c], j);
  });
  return cell;
}

/** The part of a ring within a convex cell. Parts are joined by lines along the cell's edge, which have no area. */
function within(ring: Ring, cell: Ring): Xy[] {
  let part: Xy[] = [...ring];
  cell.forEach(([ax, ay], i) => {
    const [bx, by] = cell[(i + 1) % cell.length] ?? [ax, ay];
    const [nx, ny] = [by - ay, ax - bx];
    part = cut({ ring: part, across: [] }, [nx, ny, nx * ax + ny * ay], -1).ring;
  });
  return part;
}

/** How much of the line from a to b lies within rings, kilometres. */
function onLand([ax, ay]: Xy, [bx, by]: Xy, rings: readonly Ring[]): number {
  const stops = [0, 1];
  for (const ring of rings)
    ring.forEach(([px, py], i) => {
      const [qx, qy] = ring[(i + 1) % ring.length] ?? [px, py];
      const [dx, dy, ex, ey] = [bx - ax, by - ay, qx - px, qy - py];
      const cross = dx * ey - dy * ex;
      if (cross === 0) return;
      const t = ((px - ax) * ey - (py - ay) * ex) / cross;
      const u = ((px - ax) * dy - (py - ay) * dx) / cross;
      if (t > 0 && t < 1 && u >= 0 && u < 1) stops.push(t);
    });
  stops.sort((m, n) => m - n);
  const length = Math.hypot(bx - ax, by - ay);
  let sum = 0;
  stops.slice(1).forEach((t, i) => {
    const from = stops[i] ?? 0;
    const half = (from + t) / 2;
    const at: Xy = [ax + half * (bx - ax), ay + half * (by - ay)];
    if (rings.some((ring) => holds(ring, at))) sum += (t - from) * length;
  });
  return sum;
}

interface Land {
  rings: readonly Ring[];
  boxes: readonly Box[];
}
type Box = readonly [west: number, south: number, east: number, north: number];
const meet = (a: Box, b: Box): boolean => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
const boxOf = (ring: Ring): Box => {
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
};

/** Whether any line of the rings comes into the box around a cell. */
export function crosses(rings: readonly Ring[], cell: Ring): boolean {
  const [west, south, east, north] = boxOf(cell);
  return rings.some((ring) =>
    ring.some(([ax, ay], i) => {
      const [bx, by] = ring[(i + 1) % ring.length] ?? [ax, ay];
      const across = Math.max(ax, bx) > west && Math.min(ax, bx) < east;
      return across && Math.max(ay, by) > south && Math.min(ay, by) < north;
    }),
  );
}

/** What each site's cell has of the land. */
function sharesOf(sites: readonly Site[], { rings, boxes }: Land, box: Ring): Share[] {
  return sites.map(({ at }, i): Share => {
    const { ring, across } = cellOf(sites, i, box);
    const borders = new Map<number, number>();
    if (ring.length < 3) return { area: 0, middle: at, borders };
    const frame = boxOf(ring);
    const near = rings.filter((_, r) => meet(boxes[r] ?? frame, frame));
    // Far from every shore a cell is land or sea as a whole.
    const inland = !crosses(near, ring);
    const parts = inland
      ? near.flatMap((one) => (holds(one, ring[0] ?? at) ? [ring] : []))
      : near.map((one) => within(one, ring));
    let [area, mx, my] = [0, 0, 0];
    for (const part of parts)
      part.forEach(([x, y], k) => {
        const [nx, ny] = part[(k + 1) % part.length] ?? [x, y];
        const cross = (x - at[0]) * (ny - at[1]) - (nx - at[0]) * (y - at[1]);
        area += cross / 2;
        mx += ((x + nx - 2 * at[0]) * cross) / 6;
        my += ((y + ny - 2 * at[1]) * cross) / 6;
      });
    ring.forEach((from, k) => {
      const [other, to] = [across[k] ?? -1, ring[(k + 1) % ring.length] ?? from];
      if (other < 0 || area <= 0) return;
      const length = inland ? Math.hypot(to[0] - from[0], to[1] - from[1]) : onLand(from, to, near);
      borders.set(other, (borders.get(other) ?? 0) + length);
    });
    return { area, middle: area > 0 ? [at[0] + mx / area, at[1] + my / area] : at, borders };
  });
}

/** Solves a symmetric, positive system in place, by Cholesky's factors. */
function solve(matrix: Float64Array[], right: Float64Array): Float64Array {
  const n = right.length;
  const at = (i: number, j: number): number => matrix[i]?.[j] ?? 0;
  for (let j = 0; j < n; j += 1)
    for (let i = j; i < n; i += 1) {
      const row = matrix[i];
      if (row === undefined) continue;
      let sum = at(i, j);
      for (let k = 0; k < j; k += 1) sum -= at(i, k) * at(j, k);
      row[j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / at(j, j);
    }
  const x = Float64Array.from(right);
  for (let i = 0; i < n; i += 1) {
    for (let k = 0; k < i; k += 1) x[i] = (x[i] ?? 0) - at(i, k) * (x[k] ?? 0);
    x[i] = (x[i] ?? 0) / at(i, i);
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < n; k += 1) x[i] = (x[i] ?? 0) - at(k, i) * (x[k] ?? 0);
    x[i] = (x[i] ?? 0) / at(i, i);
  }
  return x;
}

/**
 * How weights have to change for areas to come nearer to what is wanted: Newton's step. An area grows with its own weight, and
 * shrinks with a neighbour's, by half their border over their distance (Kitagawa, Mérigot and Thibert 2019).
 */
function stepOf(sites: readonly Site[], shares: readonly Share[], wanted: readonly number[]): Float64Array {
  const n = sites.length;
  const matrix = Array.from({ length: n }, () => new Float64Array(n));
  shares.forEach(({ borders }, i) => {
    const here = sites[i]?.at ?? [0, 0];
    for (const [j, length] of borders) {
      const there = sites[j]?.at ?? here;
      const rate = length / (2 * Math.max(1e-6, Math.hypot(here[0] - there[0], here[1] - there[1])));
      const [row, other] = [matrix[i], matrix[j]];
      if (row === undefined || other === undefined) continue;
      // Each border is seen from both sides; their mean keeps the system symmetric where they differ by rounding.
      row[i] = (row[i] ?? 0) + rate / 2;
      other[j] = (other[j] ?? 0) + rate / 2;
      row[j] = (row[j] ?? 0) - rate / 2;
      other[i] = (other[i] ?? 0) - rate / 2;
    }
  });
  // All weights may rise together without any effect; and a cell that is empty has no border to tell by.
  matrix.forEach((row, i) => (row[i] = (row[i] ?? 0) + 1e-3));
  return solve(
    matrix,
    Float64Array.from(shares, ({ area }, i) => (wanted[i] ?? 0) - area),
  );
}

interface Fit {
  sites: Site[];
  shares: Share[];
}

const worst = (shares: readonly Share[], wanted: readonly number[]): number =>
  Math.max(...shares.map(({ area }, i) => Math.abs(area / (wanted[i] ?? 1) - 1)));

/** One step of the weights towards the wanted areas, as long as no cell is lost by it and they do come nearer. */
function nearer(
  { sites, shares }: Fit,
  wanted: readonly number[],
  measure: (sites: readonly Site[]) => Share[],
): Fit {
  const step = stepOf(sites, shares, wanted);
  const share = (of: readonly Share[]): number =>
    Math.min(1, ...of.map(({ area }, i) => area / (wanted[i] ?? 1)));
  const off = (of: readonly Share[]): number =>
    Math.hypot(...of.map(({ area }, i) => area - (wanted[i] ?? 0)));
  for (let length = 1; length > 1e-3; length /= 2) {
    const moved = sites.map(({ at, weight }, i): Site => ({ at, weight: weight + length * (step[i] ?? 0) }));
    const got = measure(moved);
    if (share(got) >= 0.5 * share(shares) && off(got) <= (1 - length / 4) * off(shares))
      return { sites: moved, shares: got };
  }
  return { sites, shares };
}

/**
 * Parts land (rings without lakes, km) among places, so that each gets the area it wants (km²) about its middle: sites and weights
 * of a power diagram. The wanted areas are taken as shares of the land there is. `drawn` tells how large each place becomes once it
 * is drawn: what that adds or takes is made up for.
 */
export function partition(
  middles: readonly Xy[],
  areas: readonly number[],
  rings: readonly Ring[],
  drawn: (sites: readonly Site[]) => number[],
): Site[] {
  const land: Land = { rings, boxes: rings.map(boxOf) };
  const box = frameOf(rings);
  const measure = (sites: readonly Site[]): Share[] => sharesOf(sites, land, box);
  const whole = rings.reduce((sum, ring) => sum + areaOf(ring), 0);
  const ofWhole = (shares: readonly number[]): number[] => {
    const all = shares.reduce((sum, share) => sum + share, 0);
    return shares.map((share) => (share * whole) / all);
  };
  let wanted = ofWhole(areas);
  const radii = wanted.map((area) => Math.sqrt(area / Math.PI));
  // Without weights no cell is empty, from where Newton's steps find the way.
  const even = middles.map((at): Site => ({ at, weight: 0 }));
  let fit: Fit = { sites: even, shares: measure(even) };
  const settle = (): void => {
    for (let round = 0; round < ROUNDS && worst(fit.shares, wanted) > RIGHT; round += 1) {
      const next = nearer(fit, wanted, measure);
      if (next.sites === fit.sites) return;
      fit = next;
    }
  };
  const leant = ({ sites, shares }: Fit, lean: number): Fit => {
    const out = outside(sites, middles);
    // Whoever has another's middle leans away from it.
    const away = new Map([...out].map(([i, owner]) => [owner, middles[i] ?? [0, 0]] as const));
    const moved = sites.map((site, i): Site => {
      const [gx, gy] = middles[i] ?? site.at;
      const [mx, my] = shares[i]?.middle ?? site.at;
      const by = out.has(i) ? LEAN : lean;
      const [ox, oy] = away.get(i) ?? site.at;
      const push = (PUSH * (radii[i] ?? 1)) / (Math.hypot(site.at[0] - ox, site.at[1] - oy) || 1);
      const dx = site.at[0] - gx + by * (gx - mx) + push * (site.at[0] - ox);
      const dy = site.at[1] - gy + by * (gy - my) + push * (site.at[1] - oy);
      const short = Math.min(1, (LEASH * (radii[i] ?? 1)) / (Math.hypot(dx, dy) || 1));
      return { at: [gx + dx * short, gy + dy * short], weight: site.weight };
    });
    return nearer({ sites: moved, shares: measure(moved) }, wanted, measure);
  };
  settle();
  for (let round = 0, lean = LEAN; round < ROUNDS; round += 1, lean *= FADE) fit = leant(fit, lean);
  settle();
  const asked = ofWhole(areas);
  const give = asked.map(() => 1);
  for (let round = 0; round < CORRECTIONS; round += 1) {
    const got = ofWhole(drawn(fit.sites));
    wanted = ofWhole(
      wanted.map((area, i) => (area * (give[i] ?? 1) * (asked[i] ?? area)) / (got[i] ?? area)),
    );
    settle();
    // Where a crowd has pushed a place from its middle, it alone leans on, and is given a little of whoever lies there.
    for (let more = 0; more < ROUNDS; more += 1) {
      const out = outside(fit.sites, middles);
      if (out.size === 0) break;
      const before = [...give];
      for (const [i, owner] of out) {
        give[i] = Math.min(1 + SLACK, (give[i] ?? 1) * 1.01);
        give[owner] = Math.max(1 - SLACK, (give[owner] ?? 1) / 1.01);
      }
      wanted = ofWhole(wanted.map((area, i) => (area * (give[i] ?? 1)) / (before[i] ?? 1)));
      fit = leant(fit, 0);
    }
    settle();
  }
  return fit.sites;
}

/** Which middles lie in another's cell, or all but, and in whose. */
function outside(sites: readonly Site[], middles: readonly Xy[]): Map<number, number> {
  const out = middles.flatMap(([x, y], i): [number, number][] => {
    const powers = sites.map(({ at, weight }) => (at[0] - x) ** 2 + (at[1] - y) ** 2 - weight);
    const owner = powers.reduce(
      (best, power, j) => (j !== i && (best === i || power < (powers[best] ?? power)) ? j : best),
      i,
    );
    return owner !== i && (powers[owner] ?? Infinity) < (powers[i] ?? 0) + MARGIN ? [[i, owner]] : [];
  });
  return new Map(out);
}

/** A box around rings, counter-clockwise. */
export function frameOf(rings: readonly Ring[]): Xy[] {
  const [west, south, east, north] = boxOf(rings.flat());
  return [
    [west - 1, south - 1],
    [east + 1, south - 1],
    [east + 1, north + 1],
    [west - 1, north + 1],
  ];
}
