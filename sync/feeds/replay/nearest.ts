import { Delaunay } from 'd3-delaunay';
import { localDate } from '../../contract/calendar.ts';
import type { Area, City } from '../../contract/profile.ts';
import { eras } from '../../profile/index.ts';
import type { AreaAt } from './rows.ts';

/** Finds the area whose middle is nearest to a point, of those that existed at an instant; for points on the city's map. */
export function nearestArea(city: Pick<City, 'map' | 'timeZone'>, areas: readonly Area[]): AreaAt {
  const [[west, south], [east, north]] = city.map.bounds;
  // A degree of longitude is shorter than one of latitude by the cosine of the latitude.
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const times = eras(areas).map(({ from, items }) => ({
    from,
    items,
    middles: Delaunay.from(
      items,
      (area) => area.centroid[0] * narrow,
      (area) => area.centroid[1],
    ),
  }));
  return ([lon, lat], at) => {
    if (lon < west || lon > east || lat < south || lat > north) return undefined;
    // Where areas never changed, no day needs to be known.
    const day = times.length === 1 ? '' : localDate(at, city.timeZone);
    const then = times.find(({ from }) => from <= day);
    if (then === undefined || then.items.length === 0) return undefined;
    return then.items[then.middles.find(lon * narrow, lat)]?.id;
  };
}
