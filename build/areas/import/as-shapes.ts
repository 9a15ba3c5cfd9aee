import type { AreaShape, AreaShapes } from '../../../sync/contract/profile.ts';
import type { Xy } from '../power.ts';
import { wound, type Polygon } from './geometry.ts';
import type { Shape } from './overlaps.ts';

/**
 * The file that a profile keeps: the imported shapes, and for areas without one the shape that `instead` gives, marked with the
 * origin it is of. In the order of `areas`.
 */
export function asShapes(
  areas: readonly { id: string }[],
  imported: readonly Shape[],
  origin: string,
  instead: AreaShapes,
): AreaShapes {
  const own = new Map(imported.map(({ id, polygons }) => [id, polygons]));
  const others = new Map(instead.features.map((shape) => [shape.properties.id, shape]));
  const features = areas.flatMap(({ id }): AreaShape[] => {
    const polygons = own.get(id);
    if (polygons) return [{ type: 'Feature', properties: { id }, geometry: asGeometry(polygons) }];
    const other = others.get(id);
    if (other === undefined) return [];
    return [{ ...other, properties: { origin: instead.origin, ...other.properties } }];
  });
  return { type: 'FeatureCollection', origin, features };
}

/** Polygons as GeoJSON, their rings in its directions. */
export function asGeometry(polygons: readonly Polygon[]): AreaShape['geometry'] {
  const plain = polygons.map((polygon) => wound(polygon).map((ring) => ring.map(([x, y]) => [x, y])));
  const [first = []] = plain;
  return plain.length === 1
    ? { type: 'Polygon', coordinates: first }
    : { type: 'MultiPolygon', coordinates: plain };
}

/** The polygons of a shape, outer rings first. */
export function polygonsOf({ geometry }: AreaShape): Polygon[] {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons.map((polygon) => polygon.map((ring) => ring.map(([x = 0, y = 0]): Xy => [x, y])));
}
