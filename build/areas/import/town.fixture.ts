import type { Area, City } from '../../../sync/contract/profile.ts';
import type { Xy } from '../power.ts';

const NAMES = ['Bến Thành', 'Xuân Hoà', 'Tân Định', 'Cầu Kiệu', 'Gia Định', 'Bàn Cờ'];

/** A made-up town: three by two squares of a fiftieth of a degree (some 2 km), codes 101 to 106, names above. */
export const areas: Area[] = NAMES.map((vi, i) => ({
  id: String(101 + i),
  name: { vi, en: vi },
  type: 'ward',
  centroid: [106.71 + 0.02 * (i % 3), 10.81 + 0.02 * Math.floor(i / 3)],
  areaKm2: 4.8,
}));

export const city: City = {
  id: 'town',
  name: { vi: 'Thị trấn', en: 'Town' },
  centre: { vi: 'Trung tâm', en: 'Centre' },
  timeZone: 'Asia/Ho_Chi_Minh',
  languages: ['vi', 'en'],
  territory: 'town',
  map: {
    bounds: [
      [106.7, 10.8],
      [106.76, 10.84],
    ],
    inset: [],
    landmarks: [],
  },
  reportingMonth: { day: 25, hour: 12 },
  calendar: { weekend: [7], daysOff: [], workedWeekends: [] },
  embeds: { pages: [], pictures: [] },
  line: { lateAfter: 15, staleAfter: 300 },
  consoles: { lockAfter: 900 },
};

/** A border between two corners, bent in waves; from either end the same positions. */
function border(from: Xy, to: Xy, steps: number): Xy[] {
  if (from[0] > to[0] || from[1] > to[1]) return border(to, from, steps).toReversed();
  return Array.from({ length: steps + 1 }, (_, i): Xy => {
    const t = i / steps;
    const wave = 0.001 * Math.sin(3 * Math.PI * t) + 0.00004 * Math.sin(48 * Math.PI * t) ** 2;
    const flat = from[1] === to[1];
    return [
      from[0] + t * (to[0] - from[0]) + (flat ? 0 : wave),
      from[1] + t * (to[1] - from[1]) + (flat ? wave : 0),
    ];
  });
}

/** The outline of one of the six, every border of so many steps and shared with the neighbour. */
export function outline(i: number, steps = 40): Xy[] {
  const at = (column: number, row: number): Xy => [
    Number((106.7 + 0.02 * column).toFixed(2)),
    Number((10.8 + 0.02 * row).toFixed(2)),
  ];
  const [column, row] = [i % 3, Math.floor(i / 3)];
  const corners = [
    at(column, row),
    at(column + 1, row),
    at(column + 1, row + 1),
    at(column, row + 1),
    at(column, row),
  ];
  const start = corners.slice(0, 1);
  return [...start, ...corners.slice(1).flatMap((to, k) => border(corners[k] ?? to, to, steps).slice(1))];
}

export interface GivenFeature {
  type: 'Feature';
  properties: Record<string, string | number>;
  geometry: { type: string; coordinates: unknown };
}

/** The town's boundary file: features with code and name, as an office of maps may deliver them. */
export const given = (steps = 40): GivenFeature[] =>
  areas.map(({ id, name }, i) => ({
    type: 'Feature',
    properties: { OBJECTID: i + 1, ma: Number(id), ten: `Phường ${name.vi}` },
    geometry: { type: 'Polygon', coordinates: [outline(i, steps)] },
  }));

export const fileOf = (features: unknown, more: object = {}): string =>
  JSON.stringify({ type: 'FeatureCollection', ...more, features });
