import { expect, it } from 'vitest';
import type { Area, City } from '../../contract/profile.ts';
import { nearestArea } from './nearest.ts';

const area = (id: string, lon: number, more: Partial<Area> = {}): Area => ({
  ...{ id, name: { vi: id, en: id }, type: 'ward', centroid: [lon, 10.5], areaKm2: 1 },
  ...more,
});
const city: Pick<City, 'map' | 'timeZone'> = {
  timeZone: 'Asia/Ho_Chi_Minh',
  map: {
    bounds: [
      [106, 10],
      [107, 11],
    ],
    inset: [],
    landmarks: [],
  },
};

it('a place is in the area that was nearest on its day', () => {
  const areaAt = nearestArea(city, [
    area('west', 106.2, { validFrom: '2025-07-01' }),
    area('east', 106.8, { validFrom: '2025-07-01' }),
    area('district', 106.5, { validTo: '2025-06-30' }),
  ]);
  const midnight = Date.parse('2025-07-01T00:00:00+07:00');
  expect(areaAt([106.25, 10.5], midnight)).toBe('west');
  expect(areaAt([106.25, 10.5], midnight - 1)).toBe('district');
  expect(areaAt([105, 10.5], midnight)).toBeUndefined();
});

it('a day without any area has none', () => {
  const areaAt = nearestArea(city, [area('west', 106.2, { validFrom: '2025-07-01' })]);
  expect(areaAt([106.25, 10.5], Date.parse('2020-01-01T00:00:00Z'))).toBeUndefined();
});
