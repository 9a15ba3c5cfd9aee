import { Delaunay } from 'd3-delaunay';
import type { Area, City } from '../../contract/profile.ts';
import type { AreaAt } from './rows.ts';

/** Finds the area whose middle is nearest to a point, for points on the city's map. */
export function nearestArea(city: Pick<City, 'map'>, areas: readonly Area[]): AreaAt {
  const [[west, south], [east, north]] = city.map.bounds;
  // A degree of longitude is shorter than one of latitude by the cosine of the latitude.
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const present = areas.filter((area) => area.validTo === undefined);
  const delaunay = Delaunay.from(
    present,
    (area) => area.centroid[0] * narrow,
    (area) => area.centroid[1],
  );
  return ([lon, lat]) => {
    if (lon < west || lon > east || lat < south || lat > north || present.length === 0) return undefined;
    return present[delaunay.find(lon * narrow, lat)]?.id;
  };
}
