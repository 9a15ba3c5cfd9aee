import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CitywallError } from '../../../sync/contract/errors.ts';
import { readPlaces } from '../profile-files.ts';
import { readBoundaries } from './boundaries.ts';
import { report } from './report.ts';
import { textOf } from './text.ts';

/** Boundary files that once showed a fault, and what must be said of each. */
const cases = new URL('../../../../shared/cases/', import.meta.url).pathname;
describe.skipIf(!existsSync(cases))(
  'boundaries of the shared cases (skipped where ../shared/cases is absent)',
  () => {
    const of = (name: string, profile = 'la-iso'): string => {
      const places = readPlaces(path.join(cases, `profile-${profile}`));
      try {
        const file = path.join(cases, name);
        return report(readBoundaries(textOf(file), name, places.areas, places.city), name).join('\n');
      } catch (error) {
        return error instanceof CitywallError ? `refused: ${error.message} ${error.hint}` : String(error);
      }
    };
    const BOTH = '2 of 2 areas have one sound shape';

    it.each<[string, string[], string?]>([
      ['b-multipolygon-empty-part.geojson', [BOTH, 'its part 2 of 2 is empty, and left out']],
      ['b-crs-old-style.geojson', [BOTH]],
      ['b-wgs84-name.geojson', [BOTH]],
      ['b-crs-4326-version.geojson', [BOTH]],
      [
        'b-topojson.json',
        ['refused', 'this is TopoJSON, and none of its objects (a) holds a polygon', 'topo2geo'],
      ],
      ['b-esri.json', ['this is Esri JSON', 'west West: feature 1, by code in id', 'east East: no feature']],
      [
        'b-antimeridian.geojson',
        [BOTH, 'west West: feature 1, by code in id', 'east East: feature 2'],
        'antimeridian',
      ],
      ['b-3d-and-clockwise.geojson', [BOTH]],
      ['b-duplicate-vertices.geojson', [BOTH]],
      ['b-geometry-collection.geojson', [BOTH]],
      ['b-hole-and-lake.geojson', [BOTH, 'unmatched']],
      ['b-latlon.geojson', ['refused', 'latitudes stand before longitudes', 'export the file again']],
      ['b-lines.geojson', [BOTH]],
      [
        'b-multipolygon-none.geojson',
        ['west West: has no Polygon or MultiPolygon: its MultiPolygon is empty'],
      ],
      ['b-null-geometry.geojson', ['west West: has no Polygon or MultiPolygon: its geometry is null']],
      ['b-number-codes.geojson', ['0 of 2 areas', '2 renamed']],
      ['b-one-feature.geojson', ['west West: feature 1', 'east East: no feature has its code or its name']],
      ['b-polygon-none.geojson', ['west West: has no Polygon or MultiPolygon: its Polygon is empty']],
      ['b-utf16.geojson', [BOTH]],
      ['b-utm.geojson', ['refused', 'the coordinates look projected', '--crs EPSG:32610']],
      ['b-vn2000-latlon.geojson', [BOTH, 'coordinates were brought to WGS 84 from VN-2000 (EPSG:4756)']],
    ])('%s', (name, expected, profile) => {
      const said = of(name, profile);
      for (const words of expected) expect(said).toContain(words);
    });
  },
);
