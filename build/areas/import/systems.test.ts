import { describe, expect, it } from 'vitest';
import type { Xy } from '../power.ts';
import { likelyAt, systemOf } from './systems.ts';

describe('the system that a text names', () => {
  it.each([
    ...['urn:ogc:def:crs:OGC:1.3:CRS84', 'CRS84', 'WGS 84', 'WGS84', 'wgs_1984', 'EPSG:4326', '4326'],
    ...[
      'urn:ogc:def:crs:EPSG::4326',
      'urn:ogc:def:crs:EPSG:6.18:4326',
      'http://www.opengis.net/def/crs/EPSG/0/4326',
    ],
    'EPSG:4269',
  ])('%s is degrees already', (text) => expect(systemOf(text)?.toDegrees).toBeNull());

  // The right values were reckoned apart, by Krüger's series, Helmert's and Lambert's formulas.
  it.each<[string, string, Xy, Xy]>([
    ['EPSG:9210', 'VN-2000 / TM-3 105-45 (EPSG:9210)', [603_000, 1_192_000], [106.69361, 10.77744]],
    [
      'urn:ogc:def:crs:EPSG::3405',
      'VN-2000 / UTM zone 48N (EPSG:3405)',
      [685_000, 1_192_000],
      [106.69376, 10.77749],
    ],
    ['4756', 'VN-2000 (EPSG:4756)', [106.7, 10.8], [106.70178, 10.79898]],
    ['EPSG:32648', 'WGS 84 / UTM zone 48N (EPSG:32648)', [685_000, 1_192_000], [106.69198, 10.77851]],
    ['EPSG:3857', 'Web Mercator (EPSG:3857)', [11_877_000, 1_209_000], [106.69291, 10.79617]],
    ['102100', 'Web Mercator (EPSG:3857)', [11_877_000, 1_209_000], [106.69291, 10.79617]],
    ['EPSG:2263', 'NAD83 / New York Long Island (feet) (EPSG:2263)', [984_250, 200_000], [-74, 40.71563]],
    ['EPSG:25833', 'ETRS89 / UTM zone 33N (EPSG:25833)', [390_000, 5_820_000], [13.37881, 52.519]],
    ['EPSG:26910', 'NAD83 / UTM zone 10N (EPSG:26910)', [491_000, 5_459_000], [-123.12375, 49.28369]],
    ['EPSG:28356', 'GDA94 / MGA zone 56S (EPSG:28356)', [334_000, 6_252_000], [151.20551, -33.85926]],
    [
      '+proj=utm +zone=48 +datum=WGS84',
      '+proj=utm +zone=48 +datum=WGS84',
      [685_000, 1_192_000],
      [106.69198, 10.77851],
    ],
  ])('%s is %s', (text, title, from, [lon, lat]) => {
    const system = systemOf(text);
    expect(system?.title).toBe(title);
    const [x, y] = system?.toDegrees?.(from) ?? [];
    expect([x, y]).toEqual([expect.closeTo(lon, 4), expect.closeTo(lat, 4)]);
  });

  it('is read from WKT, and not known where nobody says what it is', () => {
    const wkt =
      'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';
    const system = systemOf(wkt);
    expect(system?.title).toBe('GCS_WGS_1984');
    expect(system?.toDegrees?.([106.7, 10.8])).toEqual([expect.closeTo(106.7, 6), expect.closeTo(10.8, 6)]);
    expect(['EPSG:31370', 'our own', '+proj=nothing', ''].map(systemOf)).toEqual(Array(4).fill(undefined));
  });
});

it('says which systems a city may well be in', () => {
  expect(likelyAt([106.7, 10.8])).toEqual([
    'EPSG:9213 (VN-2000, central meridian 106.5)',
    expect.stringMatching(/EPSG:92\d\d \(VN-2000/),
    'EPSG:32648 (UTM zone 48)',
  ]);
  expect(likelyAt([-122.4, 37.8])).toEqual(['EPSG:32610 (UTM zone 10)']);
  expect(likelyAt([151.2, -33.9])).toEqual(['EPSG:32756 (UTM zone 56)']);
});
