import { merge } from 'topojson-client';
import type { Area, AreaShape, AreaShapes } from '../../sync/contract/profile.ts';
import { asGeometry, polygonsOf } from './import/as-shapes.ts';
import { borders, offGrid, onGrid } from './import/borders.ts';
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
  const polygons = new Map([...own].map(([id, shape]) => [id, polygonsOf(shape).map(onGrid)]));
  const lines = borders(polygons);
  const parts = partsOfFormer(areas);
  const features = areas.flatMap(({ id, validTo }): AreaShape[] => {
    const shape = parts.has(id) ? undefined : own.get(id);
    if (shape) return [shape];
    const pieces = (parts.get(id) ?? []).flatMap((part) => lines.objects[part] ?? []);
    if (pieces.length === 0) return [];
    const whole = merge(lines, pieces).coordinates.map((polygon) =>
      polygon.map((ring) => ring.map(([x = 0, y = 0]): Xy => [x, y])),
    );
    const properties = { id, ...(validTo !== undefined && { validTo }) };
    return [{ type: 'Feature', properties, geometry: asGeometry(whole.map(offGrid).map(closed)) }];
  });
  return { ...shapes, features };
}

/** The polygon without slits. */
function closed(polygon: Polygon): Polygon {
  const { south, north } = boxOf([polygon]);
  const flat = plane((south + north) / 2);
  const isSlit = (ring: ClosedRing): boolean => {
    const metres = ring.map(flat);
    return (2 * areaOfPolygon([metres])) / lengthOf(metres) < SLIT;
  };
  return polygon.filter((ring, hole) => hole === 0 || !isSlit(ring));
}
