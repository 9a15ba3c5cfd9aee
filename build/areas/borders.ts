import type { Ring, Site, Xy } from './power.ts';

/** Wavelengths of the borders' waves, kilometres. Each bends a border only where cells are large enough for it. */
const WAVES = [24, 12, 6, 3, 1.5] as const;
/** Height of a wave as a share of its length. Steeper waves would fold the plane over itself. */
const STEEP = 0.055;
/** Two corners nearer than this are one, kilometres. */
const SAME = 0.002;

/** A number between −1 and 1 for a corner of the noise's grid: the same on every machine and every run. */
function throwAt(x: number, y: number, salt: number): number {
  let h = Math.imul(x, 374_761_393) ^ Math.imul(y, 668_265_263) ^ Math.imul(salt, 2_147_483_647);
  h = Math.imul(h ^ (h >>> 13), 1_274_126_177);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 31 - 1;
}

/** Smooth noise between −1 and 1 with features of about one unit. */
function noise(x: number, y: number, salt: number): number {
  const [cx, cy] = [Math.floor(x), Math.floor(y)];
  const ease = (t: number): number => t * t * (3 - 2 * t);
  const [u, v] = [ease(x - cx), ease(y - cy)];
  const row = (r: number): number => throwAt(cx, cy + r, salt) * (1 - u) + throwAt(cx + 1, cy + r, salt) * u;
  return row(0) * (1 - v) + row(1) * v;
}

/** The usual radius of the cells around a place, kilometres; changes slowly from place to place. */
export function scaleAt(sites: readonly Site[], radii: readonly number[], [x, y]: Xy): number {
  let sum = 0;
  let weights = 0;
  sites.forEach(({ at }, i) => {
    const radius = radii[i] ?? 1;
    const near = 1 / (((x - at[0]) ** 2 + (y - at[1]) ** 2) / (radius * radius) + 0.2) ** 2;
    sum += near * radius;
    weights += near;
  });
  return weights === 0 ? 1 : sum / weights;
}

/**
 * Moves a place a little, by waves fit to the size of the cells around it. One smooth map of the plane onto
 * itself: what was side by side stays so, nothing folds over.
 */
export function bend(sites: readonly Site[], radii: readonly number[], at: Xy): Xy {
  const scale = scaleAt(sites, radii, at);
  let [x, y] = at;
  WAVES.forEach((wave, i) => {
    const gate = Math.min(1, Math.max(0, (2.6 * scale) / wave - 0.6));
    if (gate === 0) return;
    x += gate * STEEP * wave * noise((2 * at[0]) / wave, (2 * at[1]) / wave, 2 * i);
    y += gate * STEEP * wave * noise((2 * at[0]) / wave, (2 * at[1]) / wave, 2 * i + 1);
  });
  return [x, y];
}

/** The place that {@link bend} moves there, to some metres. */
export function unbend(sites: readonly Site[], radii: readonly number[], [x, y]: Xy): Xy {
  let at: Xy = [x, y];
  for (let round = 0; round < 8; round += 1) {
    const [bx, by] = bend(sites, radii, at);
    at = [at[0] + x - bx, at[1] + y - by];
  }
  return at;
}

/**
 * The same rings with their borders bent. Every border is divided at the same corners in both cells it
 * parts, so that neighbours still share it exactly.
 */
export function bendAll(rings: readonly Ring[], sites: readonly Site[], radii: readonly number[]): Xy[][] {
  const corners = unify(rings);
  const all = [...new Set(corners.flat())];
  const bent = new Map<string, Xy>();
  const moved = (p: Xy): Xy => {
    const key = `${p[0]},${p[1]}`;
    const known = bent.get(key);
    if (known !== undefined) return known;
    const there = bend(sites, radii, p);
    bent.set(key, there);
    return there;
  };
  return corners.map((ring) => {
    const out: Xy[] = [];
    ring.forEach((a, i) => {
      const b = ring[(i + 1) % ring.length] ?? a;
      const stops = [a, ...between(a, b, all), b];
      stops.slice(0, -1).forEach((p, k) => {
        out.push(...divided(p, stops[k + 1] ?? b, sites, radii).map(moved));
      });
    });
    return out;
  });
}

/** Corners that differ only by rounding become the one and same object. */
function unify(rings: readonly Ring[]): Xy[][] {
  const known = new Map<string, Xy>();
  const cell = (v: number): number => Math.round(v / SAME);
  const one = (p: Xy): Xy => {
    const [cx, cy] = [cell(p[0]), cell(p[1])];
    for (let dx = -1; dx <= 1; dx += 1)
      for (let dy = -1; dy <= 1; dy += 1) {
        const there = known.get(`${cx + dx},${cy + dy}`);
        if (there !== undefined) return there;
      }
    known.set(`${cx},${cy}`, p);
    return p;
  };
  return rings.map((ring) => ring.map(one).filter((p, i, all) => p !== all[(i + 1) % all.length]));
}

/** The corners of other rings that lie on the line from a to b, in order. */
function between(a: Xy, b: Xy, all: readonly Xy[]): Xy[] {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = Math.hypot(dx, dy);
  const on: { p: Xy; t: number }[] = [];
  for (const p of all) {
    if (p === a || p === b) continue;
    const t = ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length;
    const off = Math.abs((p[0] - a[0]) * dy - (p[1] - a[1]) * dx) / length;
    if (t > SAME && t < length - SAME && off < 2 * SAME) on.push({ p, t });
  }
  return on.toSorted((m, n) => m.t - n.t).map(({ p }) => p);
}

/** The corners of a border from a (included) to b (not included), the same whichever end comes first. */
function divided(a: Xy, b: Xy, sites: readonly Site[], radii: readonly number[]): Xy[] {
  const turned = a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]);
  const [from, to] = turned ? [b, a] : [a, b];
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const scale = scaleAt(sites, radii, [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]);
  const parts = Math.max(1, Math.min(24, Math.ceil(length / Math.max(0.25, 0.22 * scale))));
  const stops = Array.from({ length: parts - 1 }, (_, i): Xy => {
    const t = (i + 1) / parts;
    return [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])];
  });
  return [a, ...(turned ? stops.toReversed() : stops)];
}
