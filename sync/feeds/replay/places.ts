import { startOfDate } from '../../contract/calendar.ts';
import { middleLon, turnedTo } from '../../contract/date-line.ts';
import type { Instant } from '../../contract/instants.ts';
import type { Area, AreaShape, AreaShapes, City } from '../../contract/profile.ts';
import { eras } from '../../profile/index.ts';
import { holder } from './holder.ts';
import { nearestMiddle } from './nearest.ts';

/** What a place off the map looks like: longitude and latitude given the other way round, or no degrees at all. */
export type Looks = 'swapped' | 'projected' | 'elsewhere';

/** Where a place is: in an area; on the map in none of them (`between`); or off the map, and what it looks like. */
export type Placed = { area: string } | { area: undefined; why: 'between' | Looks };

/** Places whatever a source gives for longitude and latitude, as areas were at an instant. */
export type PlaceOf = (place: readonly [number, number], at: Instant) => Placed;

/**
 * How far beside all shapes a place still belongs to the nearest, metres: borders are simplified, points rounded, and what is
 * reported on a quay is the city's.
 */
const REACH = 100;

/**
 * Says where places are: in the area whose shape holds them. Where areas have no shapes but schematic ones, which are
 * nobody's borders, in the one of these whose middle is nearest.
 */
export function placer(
  city: Pick<City, 'map' | 'timeZone'>,
  areas: readonly Area[],
  shapes: Pick<AreaShapes, 'origin' | 'features'>,
): PlaceOf {
  const middle = middleLon(city.map.bounds);
  const isReal = ({ properties }: AreaShape): boolean => !UNREAL.has(properties.origin ?? shapes.origin);
  const real = new Map(shapes.features.filter(isReal).map((shape) => [shape.properties.id, shape]));
  const map = mapOf(city);
  const times = eras(areas).map(({ from, items }) => {
    // By their codes, so that the order of a list decides nothing where two are as near.
    const shaped = items.filter(({ id }) => real.has(id)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const rest = items.filter(({ id }) => !real.has(id));
    return {
      // Compared as instants: to know the day of each place would cost more than all else.
      begins: from === '' ? -Infinity : startOfDate(from, city.timeZone),
      shaped,
      holderOf: holder(
        shaped.map(({ id }) => polygonsOf(real.get(id))),
        REACH,
      ),
      nearest: nearestMiddle(rest),
    };
  });
  return ([x, y], at) => {
    const [lon, lat] = [turnedTo(middle, x), y];
    const then = times.find(({ begins }) => begins <= at);
    const held = then?.shaped[then.holderOf(lon, lat)];
    if (held !== undefined) return { area: held.id };
    if (!map.holds(lon, lat)) return { area: undefined, why: map.looks(x, y) };
    const area = then?.nearest(lon, lat);
    return area === undefined ? { area: undefined, why: 'between' } : { area };
  };
}

/** Origins of shapes that are no borders. */
const UNREAL: ReadonlySet<string> = new Set(['none', 'schematic']);

const polygonsOf = (shape: AreaShape | undefined): number[][][][] => {
  if (shape === undefined) return [];
  const { geometry } = shape;
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
};

/** The city's map, the main one and its insets. */
function mapOf({ map }: Pick<City, 'map'>) {
  const boxes = [map.bounds, ...map.inset.map(({ bounds }) => bounds)];
  const inLon = (lon: number): boolean => boxes.some(([[west], [east]]) => lon >= west && lon <= east);
  const inLat = (lat: number): boolean =>
    boxes.some(([[, south], [, north]]) => lat >= south && lat <= north);
  return {
    holds: (lon: number, lat: number): boolean =>
      boxes.some(
        ([[west, south], [east, north]]) => lon >= west && lon <= east && lat >= south && lat <= north,
      ),
    /** What a place off the map looks like. One that is right in one of the two when they are turned round was swapped. */
    looks(x: number, y: number): Looks {
      if (inLat(x) || inLon(y)) return 'swapped';
      return Math.abs(x) > 360 || Math.abs(y) > 90 ? 'projected' : 'elsewhere';
    },
  };
}
