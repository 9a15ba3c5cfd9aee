import { intersection, type Geom } from 'polyclip-ts';
import { describe, expect, it } from 'vitest';
import { CitywallError } from '../../sync/contract/errors.ts';
import { drawn } from './around.ts';
import { withOwnShape } from './former.ts';
import { polygonsOf } from './import/as-shapes.ts';
import { crossings } from './import/crossings.ts';
import { areaOfPolygon, boxOf, meet, plane, within, type Polygon } from './import/geometry.ts';
import { provincesOf } from './natural-earth.ts';
import { readOutline, readPlaces, readShapes } from './profile-files.ts';

const folder = new URL('../../assets/cities/hcmc', import.meta.url).pathname;
const { areas, city } = readPlaces(folder);
const shapes = readShapes(folder);
const present = withOwnShape(areas).map((area) => {
  const shape = shapes.features.find((f) => f.properties.id === area.id) ?? expect.fail(area.id);
  return { ...area, polygons: polygonsOf(shape) };
});
const around = shapes.around ?? expect.fail('nothing is around the city');
const water = around.water.map((polygon): Polygon =>
  polygon.map((ring) => ring.map(([x = 0, y = 0]) => [x, y])),
);
/** Square kilometres. */
const size = (polygons: readonly Polygon[], latitude: number): number =>
  polygons.reduce((sum, polygon) => sum + areaOfPolygon(polygon.map((r) => r.map(plane(latitude)))), 0) / 1e6;

describe('the map of Ho Chi Minh City', () => {
  it('is shipped as it would be drawn now', () => {
    expect(drawn(areas, city, readOutline(folder))).toEqual(shapes);
  }, 180_000);

  it('draws each area as large as published, to a tenth', () => {
    for (const { name, polygons, areaKm2, centroid } of present) {
      const ratio = size(polygons, centroid[1]) / areaKm2;
      expect(ratio, name.vi).toBeGreaterThan(0.9);
      expect(ratio, name.vi).toBeLessThan(1.1);
    }
  });

  it('has the middle of each area in it, and on dry land', () => {
    for (const { name, polygons, centroid } of present) {
      expect(
        polygons.some((polygon) => within(polygon, centroid)),
        name.vi,
      ).toBe(true);
      expect(
        water.some((polygon) => within(polygon, centroid)),
        name.vi,
      ).toBe(false);
    }
  });

  it('draws each area in one piece without a sliver, sound and over no other', () => {
    const boxes = present.map(({ polygons }) => boxOf(polygons));
    present.forEach(({ name, polygons, areaKm2 }, i) => {
      expect(crossings(polygons.flat()), name.vi).toEqual([]);
      const sizes = polygons.map((polygon) => size([polygon], 10.8) / areaKm2);
      for (const share of sizes) expect(share, name.vi).toBeGreaterThan(0.2);
      const own: Geom = polygons.map((p) => p.map((r) => r.map(([x, y]): [number, number] => [x, y])));
      present.slice(i + 1).forEach((other, k) => {
        const there = boxes[i + 1 + k];
        const here = boxes[i];
        if (here === undefined || there === undefined || !meet(here, there)) return;
        const theirs: Geom = other.polygons.map((p) =>
          p.map((r) => r.map(([x, y]): [number, number] => [x, y])),
        );
        const both = intersection(own, theirs).map((p) => p.map((r) => r.map(([x, y]) => [x, y] as const)));
        expect(
          size(
            both.map((p) => p.map((r) => [...r])),
            10.8,
          ),
          `${name.vi}, ${other.name.vi}`,
        ).toBeLessThan(0.002);
      });
    });
  }, 60_000);

  it('has its coast where Natural Earth has it: the peninsula, the bay, the islands and the rivers between them', () => {
    const dry = (lon: number, lat: number): boolean =>
      present.some(({ polygons }) => polygons.some((polygon) => within(polygon, [lon, lat]))) &&
      !water.some((polygon) => within(polygon, [lon, lat]));
    const provinces = provincesOf('VNM');
    const land = (codes: readonly string[]) => {
      const polygons = codes.flatMap((code) => provinces.get(code) ?? []);
      return (lon: number, lat: number): boolean => polygons.some((polygon) => within(polygon, [lon, lat]));
    };
    const [own, others] = [land(['VNM-501', 'VNM-495']), land(['VNM-497', 'VNM-503', 'VNM-4834'])];
    // From the mouth of the Soài Rạp to the cape of Hồ Tràm, a look every half kilometre.
    const looks = Array.from(
      { length: 160 * 60 },
      (_, i) => [106.7 + (i % 160) * 0.005, 10.32 + Math.floor(i / 160) * 0.005] as const,
    ).filter(([lon, lat]) => !others(lon, lat));
    const alike = looks.filter(([lon, lat]) => own(lon, lat) === dry(lon, lat));
    expect(alike.length / looks.length).toBeGreaterThan(0.97);
    expect(dry(107.09, 10.37), 'Vũng Tàu').toBe(true);
    expect(dry(107.03, 10.43), 'the bay of Gành Rái').toBe(false);
    expect(dry(106.85, 10.62), 'the river Lòng Tàu').toBe(false);
    expect(dry(106.92, 10.42), 'Cần Giờ').toBe(true);
  });

  it('names its neighbours and the sea', () => {
    expect(around.whose).toBe('Natural Earth');
    expect(around.land.flatMap(({ name }) => name?.vi ?? [])).toEqual([
      'Đồng Nai',
      'Lâm Đồng',
      'Tây Ninh',
      'Đồng Tháp',
    ]);
    expect(around.names.map(({ name }) => name.vi)).toContain('Biển Đông');
  });
});

describe('an outline', () => {
  const settings = readOutline(folder) ?? expect.fail('no outline');
  it('that names what there is not is refused, saying what and where', () => {
    const refused = (more: Partial<typeof settings>): unknown => {
      try {
        return drawn(areas, city, { ...settings, ...more });
      } catch (error) {
        return error instanceof CitywallError && `${error.message} ${error.where}`;
      }
    };
    expect(refused({ own: ['VNM-9'] })).toMatch(/no province VNM-9 in VNM, KHM .*: own/);
    expect(refused({ islands: [[107, 9]] })).toMatch(/no land of Natural Earth at 107, 9 .*islands\[0\]/);
    expect(refused({ countries: ['XX'] })).toMatch(/no provinces of XX .*: countries/);
  });
});
