import { intersection, union, type Geom } from 'polyclip-ts';
import type { AreaShape, AreaShapes } from '../../sync/contract/profile.ts';
import { bendAll, unbend } from './borders.ts';
import { asGeometry } from './import/as-shapes.ts';
import type { Polygon } from './import/geometry.ts';
import { crosses, frameOf, partition } from './partition.ts';
import { areaOf, holds, powerCell, type Ring, type Site, type Xy } from './power.ts';
import { KM_PER_DEGREE, round, type Place } from './schematic.ts';
import { territory } from './territory.ts';

/** Land by its shape, as far as one is known, degrees. */
export interface KnownLand {
  own: readonly Polygon[];
  all: readonly Polygon[];
}

/** Places with more than so many kilometres between their discs are drawn by themselves: islands far off. */
const APART = 15;
/** A part of a place smaller than this share of it is given to a neighbour. */
const SLIVER = 0.25;

/** Degrees to kilometres of a plane and back, good near one latitude. */
interface Flat {
  to: (place: readonly [number, number]) => Xy;
  from: (at: Xy) => [number, number];
}

function flatAt(latitude: number): Flat {
  const across = KM_PER_DEGREE * Math.cos((latitude * Math.PI) / 180);
  return {
    to: ([lon, lat]) => [lon * across, lat * KM_PER_DEGREE],
    from: ([x, y]) => [round(x / across), round(y / KM_PER_DEGREE)],
  };
}

/** A schematic map, and the water that lies over its areas: outer rings with the islands in them, degrees. */
export interface Drawn {
  shapes: AreaShapes;
  water: Polygon[];
}

/**
 * A schematic map within an outline that is known: each place a cell as large as the place and about where it is, neighbours sharing
 * their border, the coast that of the outline as far as the places fit into it. No place's own boundary goes into it. One shape for
 * each place, in order; coordinates in degrees, five decimals.
 */
export function outlined(places: readonly Place[], known: KnownLand): Drawn {
  const features = new Map<string, AreaShape>();
  const water: Polygon[] = [];
  for (const group of apart(places)) {
    const drawn = together(group, known);
    for (const feature of drawn.features) features.set(feature.properties.id, feature);
    water.push(...drawn.water);
  }
  const inOrder = places.flatMap(({ id }) => features.get(id) ?? []);
  return { shapes: { type: 'FeatureCollection', origin: 'schematic', features: inOrder }, water };
}

/** Groups of places that lie near each other. */
function apart(places: readonly Place[]): Place[][] {
  const flat = flatAt(places[0]?.centroid[1] ?? 0);
  const left = new Map(places.map((place) => [place, flat.to(place.centroid)]));
  const groups: Place[][] = [];
  for (const place of places) {
    if (!left.has(place)) continue;
    const group: Place[] = [];
    const queue = [{ place, at: flat.to(place.centroid) }];
    left.delete(place);
    for (let one = queue.pop(); one !== undefined; one = queue.pop()) {
      group.push(one.place);
      for (const [other, there] of left) {
        const reach = APART + radiusOf(one.place) + radiusOf(other);
        if (Math.hypot(one.at[0] - there[0], one.at[1] - there[1]) > reach) continue;
        left.delete(other);
        queue.push({ place: other, at: there });
      }
    }
    groups.push(group);
  }
  return groups;
}

const radiusOf = ({ areaKm2 }: Place): number => Math.sqrt(areaKm2 / Math.PI);

/** Places that are one land. */
function together(places: readonly Place[], known: KnownLand): { features: AreaShape[]; water: Polygon[] } {
  const flat = flatAt(places.reduce((sum, p) => sum + p.centroid[1], 0) / Math.max(1, places.length));
  const middles = places.map(({ centroid }) => flat.to(centroid));
  const areas = places.map((p) => p.areaKm2);
  const radii = places.map(radiusOf);
  const discs = middles.map((at, i): Site => ({ at, weight: (radii[i] ?? 1) ** 2 }));
  const { land, water } = territory(discs, { own: ringsIn(known.own, flat), land: ringsIn(known.all, flat) });

  // Cells are cut on a plane on which their borders are straight; bent back, the coast is where it was.
  const straight = land.map((ring) => densely(ring).map((at) => unbend(discs, radii, at)));
  const frame = frameOf(straight);
  const cellsOf = (sites: readonly Site[]): Xy[][][] =>
    whole(
      sites.map((_, i) => onLand(powerCell(sites, i, frame), straight)),
      sites,
    );
  const bent = (cells: readonly Xy[][][]): Xy[][][] => {
    const flatly = bendAll(cells.flat(), discs, radii);
    let next = 0;
    return cells.map((parts) => parts.map(() => flatly[next++] ?? []));
  };
  const sites = partition(
    middles.map((at) => unbend(discs, radii, at)),
    areas,
    straight,
    (now) => bent(cellsOf(now)).map((parts) => parts.reduce((sum, ring) => sum + areaOf(ring), 0)),
  );
  const closed = (ring: Ring): Xy[] => [...ring, ...ring.slice(0, 1)].map(flat.from);
  const features = bent(cellsOf(sites)).map((parts, i): AreaShape => ({
    type: 'Feature',
    properties: { id: places[i]?.id ?? '' },
    geometry: asGeometry(parts.map((ring) => [closed(ring)])),
  }));
  return { features, water: water.map((rings) => rings.map(closed)) };
}

const ringsIn = (polygons: readonly Polygon[], { to }: Flat): Xy[][] =>
  polygons.map(([outer = []]) => outer.slice(1).map(to));

/** The same ring with corners no further than a kilometre from each other, so that it bends as the borders that end in it. */
function densely(ring: Ring): Xy[] {
  return ring.flatMap((a, i) => {
    const b = ring[(i + 1) % ring.length] ?? a;
    const parts = Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1])));
    return Array.from({ length: parts }, (_, k): Xy => {
      const t = k / parts;
      return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
    });
  });
}

const asGeom = (ring: Ring): [number, number][][] => [
  [...ring, ...ring.slice(0, 1)].map(([x, y]): [number, number] => [x, y]),
];
const outerRings = (polygons: [number, number][][][]): Xy[][] =>
  polygons.flatMap(([outer]) => (outer ? [outer.slice(0, -1).map(([x, y]): Xy => [x, y])] : []));

/** The parts of a cell that are land, the largest first. */
function onLand(cell: Ring, land: readonly Ring[]): Xy[][] {
  if (cell.length < 3) return [];
  if (!crosses(land, cell)) return land.some((ring) => holds(ring, cell[0] ?? [0, 0])) ? [[...cell]] : [];
  const all: Geom = land.map(asGeom);
  return outerRings(intersection(asGeom(cell), all)).toSorted((a, b) => areaOf(b) - areaOf(a));
}

/** Cells without slivers: a small part that an inlet cuts off goes to the neighbour it lies beside. */
function whole(cells: readonly (readonly Xy[][])[], sites: readonly Site[]): Xy[][][] {
  const large = cells.map((parts) => {
    const all = parts.reduce((sum, ring) => sum + areaOf(ring), 0);
    return parts.map((ring, i) => i === 0 || areaOf(ring) > SLIVER * all);
  });
  const kept = cells.map((parts, i) => parts.filter((_, k) => large[i]?.[k] === true));
  cells.forEach((parts, i) => {
    for (const sliver of parts.filter((_, k) => large[i]?.[k] !== true)) {
      const [x, y] = sliver[0] ?? [0, 0];
      const near = sites
        .map(({ at, weight }, j) => ({ j, power: (at[0] - x) ** 2 + (at[1] - y) ** 2 - weight }))
        .filter(({ j }) => j !== i)
        .toSorted((a, b) => a.power - b.power)
        .slice(0, 6);
      for (const { j } of near) {
        const own = kept[j]?.[0];
        const one = own === undefined ? [] : outerRings(union(asGeom(own), asGeom(sliver)));
        if (one.length !== 1) continue;
        kept[j]?.splice(0, 1, ...one);
        break;
      }
    }
  });
  return kept;
}
