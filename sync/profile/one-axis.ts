import { isAcross, middleLon, turnedTo } from '../contract/date-line.ts';
import type { Area, AreaShape, AreaShapes, City } from '../contract/profile.ts';
import type { Point } from '../contract/records.ts';

/** What of a profile has places. */
interface Places {
  city: City;
  areas: Area[];
  shapes: AreaShapes;
}

/** The places of a city on one axis (`sync/contract/date-line.ts`); as they are where it does not lie on the date line. */
export function onOneAxis(places: Places): Places {
  const { city, areas, shapes } = places;
  if (!isAcross(city.map.bounds)) return places;
  const middle = middleLon(city.map.bounds);
  const turned = ([lon, lat]: Point): Point => [turnedTo(middle, lon), lat];
  const both = ([a, b]: [Point, Point]): [Point, Point] => [turned(a), turned(b)];
  const { map } = city;
  return {
    city: {
      ...city,
      map: {
        ...map,
        bounds: both(map.bounds),
        inset: map.inset.map((inset) => ({ ...inset, bounds: both(inset.bounds) })),
      },
    },
    areas: areas.map((area) => ({ ...area, centroid: turned(area.centroid) })),
    shapes: { ...shapes, features: shapes.features.map((shape) => turnedShape(shape, middle)) },
  };
}

/** A shape whose every position is on the turn of the earth nearest to a longitude. */
function turnedShape(shape: AreaShape, near: number): AreaShape {
  const { geometry } = shape;
  const ring = (of: number[][]): number[][] => of.map(([lon = 0, lat = 0]) => [turnedTo(near, lon), lat]);
  const polygon = (of: number[][][]): number[][][] => of.map(ring);
  return {
    ...shape,
    geometry:
      geometry.type === 'Polygon'
        ? { type: 'Polygon', coordinates: polygon(geometry.coordinates) }
        : { type: 'MultiPolygon', coordinates: geometry.coordinates.map(polygon) },
  };
}
