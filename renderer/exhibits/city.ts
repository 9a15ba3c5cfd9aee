import { rules } from './alert-rules.ts';
import type { Names } from '../../sync/contract/link.ts';
import type { Text } from '../../sync/contract/languages.ts';
import type { Indicator } from '../../sync/contract/profile.ts';

/** An afternoon, 14:32:05 in Bangkok's and Saigon's zone; its midnight, and its reporting month's first instant. */
export const NOW = Date.UTC(2026, 10, 21, 7, 32, 5);
export const MIDNIGHT = Date.UTC(2026, 10, 20, 17);
export const MONTH = Date.UTC(2026, 9, 25, 5);

/** The `i`th of a list, round and round. */
export function pick<T>(list: readonly T[], i: number): T {
  const found = list[i % list.length];
  if (found === undefined) throw new RangeError('a list of the made-up city is empty');
  return found;
}

/** A small made-up city, with names as long as real ones get. */
const both = (vi: string, en: string): Text => ({ vi, en });

const measures: readonly [string, string, string, string, number, Indicator['direction'], boolean][] = [
  ['disbursement', 'Giải ngân vốn đầu tư công', 'Public investment disbursed', '%', 1, 'higher', true],
  ['grdp', 'Tốc độ tăng tổng sản phẩm (GRDP)', 'GRDP growth', '%', 2, 'higher', false],
  ['export', 'Kim ngạch xuất khẩu', 'Exports', 'tỷ USD', 1, 'higher', true],
  [
    'budget',
    'Tổng thu ngân sách nhà nước trên địa bàn',
    'State budget revenue',
    'tỷ đồng',
    0,
    'higher',
    true,
  ],
  ['poverty', 'Tỷ lệ hộ nghèo', 'Poor households', '%', 2, 'lower', false],
  ['housing', 'Số căn nhà ở xã hội hoàn thành', 'Social homes completed', 'căn', 0, 'higher', true],
  ['water', 'Tỷ lệ hộ dân dùng nước sạch', 'Households with clean water', '%', 1, 'higher', false],
  ['health', 'Chỉ số sức khỏe cộng đồng', 'Community health index', 'điểm', 1, 'higher', false],
];

const unitNames: readonly [string, string][] = [
  ['Sở Tài chính', 'Finance'],
  ['Sở Nông nghiệp và Môi trường', 'Agriculture and Environment'],
  ['P. Bình Hưng Đông', 'Binh Hung Dong'],
  ['P. Phú Thọ Hạ', 'Phu Tho Ha'],
  ['X. Thạnh Lộc Ẩn', 'Thanh Loc An'],
  ['Công ty Thoát nước', 'Drainage company'],
  ['Sở Y tế', 'Health'],
];

const categoryNames: readonly [string, string][] = [
  ['Hành chính công', 'Public administration'],
  ['Hạ tầng đô thị', 'Urban infrastructure'],
  ['Ngập nước', 'Flooding'],
  ['Tiếng ồn', 'Noise'],
  ['Xe buýt', 'Bus service'],
  ['Trật tự đô thị', 'Urban order'],
  ['Chiếu sáng công cộng', 'Public lighting'],
  ['Vệ sinh môi trường, rác thải', 'Waste'],
];

const serviceNames: readonly [string, string, string, string][] = [
  ['citizens', '1022', 'phản ánh', 'report'],
  ['emergency', 'Khẩn cấp 113 · 114 · 115', 'cuộc gọi', 'call'],
  ['procedures', 'Hồ sơ thủ tục', 'hồ sơ', 'dossier'],
  ['initiatives', 'Hiến kế', 'hiến kế', 'initiative'],
  ['dialogue', 'Đối thoại doanh nghiệp', 'câu hỏi', 'question'],
  ['tasks', 'Nghị quyết', 'nhiệm vụ', 'task'],
];

const fieldNames: readonly [string, string][] = [
  ['Tăng trưởng kinh tế', 'Growth'],
  ['Đầu tư công', 'Public investment'],
  ['Y tế, sức khỏe', 'Health'],
  ['Văn hóa - xã hội', 'Society'],
];

/** What a window is told of the made-up city. */
export const names: Names = {
  city: {
    id: 'gallery',
    name: both('Thành phố mẫu', 'Sample city'),
    centre: both('Trung tâm Điều hành thành phố mẫu', 'Sample city operations centre'),
    timeZone: 'Asia/Bangkok',
    languages: ['vi', 'en'],
    territory: 'gallery',
    map: {
      bounds: [
        [106, 10],
        [107, 11],
      ],
      inset: [],
      landmarks: [],
    },
    reportingMonth: { day: 25, hour: 12 },
    calendar: { weekend: [6, 7], daysOff: [], workedWeekends: [] },
    embeds: { pages: [], pictures: [] },
    line: { lateAfter: 15, staleAfter: 300 },
    consoles: { lockAfter: 900 },
  },
  units: unitNames.map(([vi, en], i) => ({ id: `u${i}`, name: both(vi, en), type: 'department' })),
  areas: [
    ['Bình Hưng Đông', 'Binh Hung Dong'],
    ['Phú Thọ Hạ', 'Phu Tho Ha'],
    ['Thạnh Lộc Ẩn', 'Thanh Loc An'],
    // And as many wards as a cartogram needs, the crowded ones around the first.
    ...Array.from({ length: 33 }, (_, i) => [`Bến Đá ${i + 1}`, `Ben Da ${i + 1}`]),
  ].map(([vi = '', en = ''], i) => ({
    id: `a${i}`,
    name: both(vi, en),
    type: 'ward',
    centroid: [
      106.5 + 0.07 * Math.sqrt(i) * Math.cos(i * 2.4),
      10.5 + 0.06 * Math.sqrt(i) * Math.sin(i * 2.4),
    ],
    areaKm2: 12,
  })),
  sources: [
    ['citizens', 'Cổng thông tin 1022', 'Citizen portal'],
    ['statistics', 'Báo cáo kinh tế - xã hội', 'Socio-economic report'],
    ['emergency', 'Tổng đài khẩn cấp', 'Emergency lines'],
    ['procedures', 'Dịch vụ công trực tuyến', 'Online public services'],
  ].map(([id = '', vi = '', en = ''], i) => ({
    id,
    name: both(vi, en),
    unit: `u${[0, 0, 6, 6][i] ?? 1}`,
    duty: both('Trực ban trung tâm', 'Duty officer'),
    cadence: 'live',
    lateAfter: 900,
    staleAfter: 3600,
  })),
  services: serviceNames.map(([id, short, vi, en]) => ({
    id,
    name: both(short, short),
    short: both(short, short),
    noun: both(vi, en),
    source: 'citizens',
    categories: categoryNames.map(([v, e], i) => ({ id: `c${i}`, name: both(v, e) })),
    channels: [],
    statuses: ['received', 'resolved'],
    sums: ['category', 'unit', 'area', 'categoryArea'],
    heat: true,
  })),
  indicators: {
    fields: fieldNames.map(([vi, en], i) => ({ id: `f${i}`, name: both(vi, en) })),
    territories: [{ id: 'gallery', name: both('Thành phố mẫu', 'Sample city') }],
    indicators: measures.map(([id, vi, en, unit, decimals, direction, accumulates], i) => ({
      id,
      name: both(vi, en),
      field: `f${i % fieldNames.length}`,
      level: 'city',
      unit: both(unit, unit),
      decimals,
      frequency: 'month',
      direction,
      accumulates,
      source: 'statistics',
      lead: `u${i % unitNames.length}`,
    })),
  },
  indexes: (
    [
      ['pci', 'PCI', 'city'],
      ['papi', 'PAPI', 'city'],
      ['par', 'PAR Index', 'city'],
      ['sipas', 'SIPAS', 'city'],
      ['ddci', 'DDCI', 'units'],
    ] as const
  ).map(([id, short, subjects]) => ({
    ...{ id, subjects, score: id, max: 100, outOf: [], source: 'statistics' },
    name: both(`Chỉ số ${short}`, `${short} index`),
    short: both(short, short),
    about: both('Bộ chỉ số mẫu', 'A sample index set'),
    components: measures.slice(0, 4).map(([indicator]) => ({ indicator, max: 10 })),
  })),
  rules: {
    dueSoonHours: 24,
    usual: { weeks: 6, low: 0.1, high: 0.9, chance: 0.01 },
    hotspot: { hours: 2, minimum: 8, ratio: 3, limit: 3 },
    onTime: { red: 0.8, orange: 0.9, minimum: 20 },
    indicator: { red: 0.9, orange: 0.98, missingPeriods: 3, chance: 0.2 },
  },
  alerts: rules,
};

/** The service most exhibits are about. */
export const service = pick(names.services, 0);
