import { Delaunay } from 'd3-delaunay';
import type { Area } from '../../contract/profile.ts';

/** Finds the area whose middle is nearest to a place; undefined where there is no area. */
export function nearestMiddle(
  areas: readonly Pick<Area, 'id' | 'centroid'>[],
): (lon: number, lat: number) => string | undefined {
  if (areas.length === 0) return () => undefined;
  // A degree of longitude is shorter than one of latitude by the cosine of the latitude.
  const latitude = areas.reduce((sum, { centroid }) => sum + centroid[1], 0) / areas.length;
  const narrow = Math.cos((latitude * Math.PI) / 180);
  const middles = Delaunay.from(
    areas,
    ({ centroid }) => centroid[0] * narrow,
    ({ centroid }) => centroid[1],
  );
  return (lon, lat) => areas[middles.find(lon * narrow, lat)]?.id;
}
