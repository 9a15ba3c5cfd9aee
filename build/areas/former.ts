import { union } from 'polyclip-ts';
import { merge } from 'topojson-client';
import type { Area, AreaShape, AreaShapes } from '../../sync/contract/profile.ts';
import { asGeometry, polygonsOf } from './import/as-shapes.ts';
import { borders, offGrid, onGrid } from './import/borders.ts';
import { crossings } from './import/crossings.ts';
import { areaOfPolygon, boxOf, lengthOf, plane, type ClosedRing, type Polygon } from './import/geometry.ts';
import type { Xy } from './power.ts';

/** A hole narrower than this on average, metres, is no enclave but the two sides of a border that was drawn twice. */
const SLIT = 30;

type Successive = Pick<Area, 'id' | 'validTo' | 'succeeds'>;

/** The areas that have a shape of their own: those that nothing succeeds. A former one is made of what succeeded it. */
export function withOwnShape<T extends Successive>(areas: readonly T[]): T[] {
  const succeeded = new Set(areas.flatMap(({ succeeds }) => succeeds ?? []));
  return areas.filter(({ id }) => !succeeded.has(id));
}

/**
 * Which areas a former one is made of. An area that came from several belongs to the one it names first, which gave it most:
 * so former areas never lie over each other.
 */
export function partsOfFormer(areas: readonly Successive[]): Map<string, string[]> {
  const byId = new Map(areas.map((area) => [area.id, area]));
  const parts = new Map<string, string[]>();
  for (const { id } of withOwnShape(areas)) {
    const line = new Set([id]);
    for (let old = byId.get(id)?.succeeds?.[0]; old !== undefined && !line.has(old);) {
      line.add(old);
      parts.set(old, [...(parts.get(old) ?? []), id]);
      old = byId.get(old)?.succeeds?.[0];
    }
  }
  return parts;
}

/**
 * The shapes of all areas from the shapes of those that have one of their own: a former area is drawn along the borders of what
 * succeeded it, so that yesterday's map and today's lie exactly over each other. In the areas' order; a former area that no
 * shape is left of has none.
 */
export function withFormer(areas: readonly Successive[], shapes: AreaShapes): AreaShapes {
  const own = new Map(shapes.features.map((shape) => [shape.properties.id, shape]));
  const polygons = new Map([...own].map(([id, shape]) => [id, polygonsOf(shape).map((p) => onGrid(p))]));
  const lines = borders(polygons);
  const parts = partsOfFormer(areas);
  const features = areas.flatMap(({ id, validTo }): AreaShape[] => {
    const shape = parts.has(id) ? undefined : own.get(id);
    if (shape) return [shape];
    const pieces = (parts.get(id) ?? []).flatMap((part) => lines.objects[part] ?? []);
    if (pieces.length === 0) return [];
    const along = xy(merge(lines, pieces).coordinates).map((p) => offGrid(p));
    // Where neighbours' borders cross each other, lines that both have do not tell what lies between them.
    const sound = crossings(along.flat(), 1).length === 0;
    const whole = sound ? along : united((parts.get(id) ?? []).flatMap((part) => polygons.get(part) ?? []));
    const properties = { id, ...(validTo !== undefined && { validTo }) };
    return [{ type: 'Feature', properties, geometry: asGeometry(whole.map(closed)) }];
  });
  return { ...shapes, features };
}

const xy = (polygons: number[][][][]): Polygon[] =>
  polygons.map((polygon) => polygon.map((ring) => ring.map(([x = 0, y = 0]): Xy => [x, y])));

/** On the grid, where a union's new corners are not; in degrees. */
const rounded = (polygon: Polygon): Polygon =>
  offGrid(polygon.map((ring) => ring.map(([x, y]): Xy => [Math.round(x), Math.round(y)])));

/** Polygons on the grid as one, in degrees. */
function united(polygons: readonly Polygon[]): Polygon[] {
  const [first, ...rest] = polygons.map((polygon): [number, number][][] =>
    polygon.map((ring) => ring.map(([x, y]) => [x, y])),
  );
  return first === undefined ? [] : xy(union([first], ...rest.map((polygon) => [polygon]))).map(rounded);
}

/** The polygon without slits: holes that are none, and inlets that are none. */
function closed(polygon: Polygon): Polygon {
  const { south, north } = boxOf([polygon]);
  const flat = plane((south + north) / 2);
  return polygon
    .filter((ring, hole) => hole === 0 || width(ring.map(flat)) >= SLIT)
    .map((ring) => {
      const once = withoutInlets(ring, flat);
      // Begun elsewhere, so that an inlet at the ring's own beginning is found, too.
      const half = Math.floor(once.length / 2);
      const turned = [...once.slice(half), ...once.slice(1, half + 1)];
      const twice = withoutInlets(turned, flat);
      return twice.length < turned.length ? twice : once;
    });
}

/** The mean width of a closed ring, in its unit. */
const width = (ring: ClosedRing): number => (2 * areaOfPolygon([ring])) / Math.max(1, lengthOf(ring));

/** A closed ring without the ways that come back to where they began and enclose next to nothing. */
function withoutInlets(ring: ClosedRing, flat: (position: Xy) => Xy): ClosedRing {
  const metres = ring.map(flat);
  const along = [0];
  metres.forEach(([x, y], i) => {
    const [px, py] = metres[i - 1] ?? [x, y];
    if (i > 0) along.push((along[i - 1] ?? 0) + Math.hypot(x - px, y - py));
  });
  const kept: Xy[] = [];
  for (let i = 0; i < ring.length; i += 1) {
    const [here, at] = [ring[i], metres[i]];
    if (here === undefined || at === undefined) continue;
    kept.push(here);
    // Half a ring is no inlet.
    for (let j = Math.min(ring.length - 1, i + Math.floor(ring.length / 2)); j > i + 1; j -= 1) {
      const there = metres[j] ?? at;
      if (Math.hypot(there[0] - at[0], there[1] - at[1]) > SLIT) continue;
      if ((along[j] ?? 0) - (along[i] ?? 0) < 4 * SLIT) break;
      if (width([...metres.slice(i, j + 1), at]) >= SLIT) continue;
      i = j - 1;
      break;
    }
  }
  return kept;
}
