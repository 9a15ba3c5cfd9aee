import { blur2 } from 'd3-array';
import { scaleAt } from './borders.ts';
import { melted } from './coast.ts';
import { placeOf, ringsAbove, sampled, simpler, topWithin, type Field } from './field.ts';
import { areaOf, holds, type Ring, type Site, type Xy } from './power.ts';

/** The grid on which the shore is drawn, kilometres. */
const STEP = 0.4;
/**
 * How far an outline that is known may be from what the places' own sizes say, as a share of their radius there: a coast is better
 * known than a border between two provinces.
 */
const TRUST = { coast: 0.45, border: 0.2, cut: 0.5 };
/** How often the shore is moved for its places' sake, at most how far at a time, and over what distance they are looked at, km. */
const ROUNDS = 8;
const FARTHEST = 0.6;
const AROUND = 9;
/** A coast is better known than a border: it is drawn in by this share of what a border is. */
const COAST = 0.2;
/** Land further than this from the places, km, does not matter. */
const BEYOND = 5;
/** Water narrower than this, kilometres, is left to the land. */
const NARROW = 0.7;
/** Water smaller than this, km², is none. */
const POND = 1.5;
/** Around a middle that the outline leaves in the water there is land: so far beyond the next shore, km, */
const BANK = 0.6;
/** and at most this share of its place's radius. */
const SHORE = 0.7;

/** Land by its shape, as far as one is known: kilometres of the plane. */
export interface Outline {
  /** What belongs to the city. */
  own: readonly Ring[];
  /** All land there is, whoever's. */
  land: readonly Ring[];
}

/** Where a city is: its territory as rings without lakes, and the water within it. */
export interface Territory {
  land: Xy[][];
  /** Outer rings, then the islands in them. */
  water: Xy[][][];
}

/**
 * How far inside rings a place is, kilometres; negative outside of all. Asked for every place of a grid, so the rings are laid out
 * once.
 */
export function insideOf(rings: readonly Ring[]): (place: Xy) => number {
  const ends = Float64Array.from(
    rings.flatMap((ring) => ring.flatMap(([x, y], i) => [x, y, ...(ring[(i + 1) % ring.length] ?? [x, y])])),
  );
  return ([x, y]) => {
    let least = Infinity;
    let within = false;
    for (let i = 0; i < ends.length; i += 4) {
      const ax = (ends[i] ?? 0) - x;
      const ay = (ends[i + 1] ?? 0) - y;
      const dx = (ends[i + 2] ?? 0) - x - ax;
      const dy = (ends[i + 3] ?? 0) - y - ay;
      if (ay > 0 !== ay + dy > 0 && ax - (ay * dx) / dy > 0) within = !within;
      const along = -(ax * dx + ay * dy) / (dx * dx + dy * dy || 1);
      const t = along < 0 ? 0 : along > 1 ? 1 : along;
      const off = (ax + t * dx) ** 2 + (ay + t * dy) ** 2;
      if (off < least) least = off;
    }
    return (within ? 1 : -1) * Math.sqrt(least);
  };
}

/**
 * The territory of a city of places about as large as their discs: the outline, never further than `TRUST` allows from where the
 * discs end, so that a coarse outline is extended where it leaves places out and cut where no place is; then its shore is moved until
 * there is as much land around as the places there need. Rings that hold none of the middles are dropped. Kilometres of a plane.
 */
export function territory(sites: readonly Site[], outline: Outline): Territory {
  const middles = sites.map(({ at }) => at);
  const radii = sites.map(({ weight }) => Math.sqrt(weight));
  const area = sites.reduce((sum, { weight }) => sum + Math.PI * weight, 0);
  const { field, box } = melted(sites, area, STEP);
  const near = (rings: readonly Ring[]): Ring[] => rings.filter((ring) => comesNear(ring, box));
  const landAt = insideOf(near(outline.land));
  const own = sampled(box, STEP, insideOf(near(outline.own))).values;
  const land = sampled(box, STEP, landAt).values;
  field.values.forEach((deep, i) => {
    const radius = scaleAt(sites, radii, placeOf(field, i));
    // Ashore beyond the outline is a neighbour's; the change from one to the other takes a kilometre.
    const ashore = Math.min(1, Math.max(0, (land[i] ?? 0) + 0.5));
    const out = TRUST.coast + (TRUST.border - TRUST.coast) * ashore;
    const lowest = Math.max(deep - out * radius, own[i] ?? deep);
    field.values[i] = Math.min(deep + TRUST.cut * radius, lowest);
  });
  for (let round = 0; round < ROUNDS; round += 1) balance(field, sites, land);
  leaveBanks(field, own, land, middles);
  const { data } = blur2({ data: field.values, width: field.columns, height: field.rows }, 2);
  // Notches where one rule gives way to another are smoothed; a coast is as it is known.
  field.values.forEach((value, i) => {
    const ashore = Math.min(1, Math.max(0, (land[i] ?? 0) / 1.5));
    field.values[i] = value + ashore * ((data[i] ?? value) - value);
  });
  return { land: shores(field, middles), water: waterIn(field, land, landAt, sites, middles) };
}

/** Whether a ring may come within some kilometres of a box. */
const comesNear = (
  ring: Ring,
  [south, west, north, east]: readonly [number, number, number, number],
): boolean =>
  [[south, north, ring.map(([, y]) => y)] as const, [west, east, ring.map(([x]) => x)] as const].every(
    ([least, most, values]) => Math.min(...values) < most + BEYOND && Math.max(...values) > least - BEYOND,
  );

/** The rings of a field's land that hold any of the middles. */
function shores(field: Field, middles: readonly Xy[]): Xy[][] {
  return ringsAbove(field, 0)
    .flatMap(([outer = []]) => [outer])
    .filter((ring) => middles.some((m) => holds(ring, m)))
    .map((ring) => simpler(ring, field.step / 8));
}

/** The water within a territory: where there is no land by the outline, but not where a place has its middle. */
function waterIn(
  field: Field,
  land: Float64Array,
  landAt: (place: Xy) => number,
  sites: readonly Site[],
  middles: readonly Xy[],
): Xy[][][] {
  const banks = middles.flatMap((at, i) => {
    const off = -landAt(at);
    const radius = Math.sqrt(Math.max(sites[i]?.weight ?? 0, 0));
    return off > -BANK ? [{ at, radius: Math.min(SHORE * radius, off + BANK) }] : [];
  });
  const values = field.values.map((value, i): number => {
    // A little beyond the territory's edge, or a line of land would stand along it.
    if (value < -2 * field.step) return -1;
    const [px, py] = placeOf(field, i);
    const dry = banks.map(({ at: [x, y], radius }) => Math.hypot(px - x, py - y) - radius);
    return Math.min(-(land[i] ?? 0), ...dry);
  });
  const wet = { ...field, values };
  return ringsAbove(wet, 0)
    .filter(([outer = []]) => areaOf(outer) > POND && topWithin(wet, outer) > NARROW / 2)
    .map((rings) => rings.map((ring) => simpler(ring, field.step / 8)));
}

/**
 * Moves the shore out where there is less land than the places around need, and in where there is more: a coarse outline has its
 * faults in one corner, and a place can only be as large as it is if its neighbours need not make up for them.
 */
function balance(field: Field, sites: readonly Site[], land: Float64Array): void {
  const { west, south, step, columns, rows, values } = field;
  const lack = sites.map(({ weight }) => Math.PI * weight);
  const shore: Xy[] = [];
  values.forEach((value, i) => {
    if (value <= 0) return;
    const x = west + (i % columns) * step;
    const y = south + Math.floor(i / columns) * step;
    let own = 0;
    let least = Infinity;
    for (let k = 0; k < sites.length; k += 1) {
      const site = sites[k];
      if (site === undefined) continue;
      const power = (x - site.at[0]) ** 2 + (y - site.at[1]) ** 2 - site.weight;
      if (power < least) [least, own] = [power, k];
    }
    lack[own] = (lack[own] ?? 0) - step * step;
    if ([i - 1, i + 1, i - columns, i + columns].some((j) => (values[j] ?? -1) <= 0)) shore.push([x, y]);
  });
  const wide = Math.max(1, Math.round(AROUND / 2 / step));
  const across = Math.ceil(columns / wide) + 1;
  const offsets = Array.from({ length: across * (Math.ceil(rows / wide) + 1) }, (_, i) => {
    const [x, y] = [west + (i % across) * wide * step, south + Math.floor(i / across) * wide * step];
    const near = ([px, py]: Xy): number => Math.exp(-((px - x) ** 2 + (py - y) ** 2) / (2 * AROUND ** 2));
    const need = sites.reduce((sum, { at }, k) => sum + (lack[k] ?? 0) * near(at), 0);
    const length = step * shore.reduce((sum, at) => sum + near(at), 0);
    return Math.max(-FARTHEST, Math.min(FARTHEST, (0.7 * need) / (length + 1)));
  });
  values.forEach((value, i) => {
    const [u, v] = [(i % columns) / wide, Math.floor(i / columns) / wide];
    const [c, r] = [Math.floor(u), Math.floor(v)];
    const at = (dc: number, dr: number): number => offsets[(r + dr) * across + c + dc] ?? 0;
    const upper = at(0, 1) * (1 - u + c) + at(1, 1) * (u - c);
    const lower = at(0, 0) * (1 - u + c) + at(1, 0) * (u - c);
    const by = lower * (1 - v + r) + upper * (v - r);
    values[i] = value + (by < 0 && (land[i] ?? 0) < 0.5 ? COAST * by : by);
  });
}

/** Gives up what is a neighbour's across the water: dry parts without a middle that hold nothing of the outline. */
function leaveBanks(field: Field, own: Float64Array, land: Float64Array, middles: readonly Xy[]): void {
  const { west, south, step, columns, values } = field;
  const kept = new Set(
    middles.map(([x, y]) => Math.round((y - south) / step) * columns + Math.round((x - west) / step)),
  );
  const seen = new Uint8Array(values.length);
  const dry = (i: number): boolean => (values[i] ?? -1) > 0 && (land[i] ?? -1) > 0;
  values.forEach((_, start) => {
    if (seen[start] === 1 || !dry(start)) return;
    const part = [start];
    seen[start] = 1;
    // What is found while walking is walked, too.
    for (const at of part) {
      for (const i of [at - 1, at + 1, at - columns, at + columns])
        if (seen[i] === 0 && dry(i)) {
          seen[i] = 1;
          part.push(i);
        }
    }
    if (!part.some((i) => (own[i] ?? -1) > 0 || kept.has(i))) for (const i of part) values[i] = -step;
  });
}
