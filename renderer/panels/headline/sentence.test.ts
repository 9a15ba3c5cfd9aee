import { expect, test } from 'vitest';
import type { Names } from '../../../sync/contract/link.ts';
import type { Text } from '../../../sync/contract/profile.ts';
import type { Fact } from '../../../sync/contract/questions/wall.ts';
import { formats, languages, type Language } from '../../locales/index.ts';
import { lookups } from '../../stores/index.ts';
import { isOverview, sentence } from './sentence.ts';

const both = (vi: string, en: string): Text => ({ vi, en });
const unit = (id: string, vi: string) => ({ id, name: both(vi, vi), type: 'department' as const });
const indicator = (id: string, vi: string, measure: string) => ({
  id,
  name: both(vi, vi),
  field: 'f',
  level: 'city' as const,
  unit: both(measure, measure),
  decimals: 1,
  frequency: 'month' as const,
  direction: 'higher' as const,
  accumulates: true,
  source: 'emergency',
  lead: 'u0',
});

/** As much of a profile as headlines name. */
const city: Names = {
  city: {
    id: 'c',
    name: both('C', 'C'),
    centre: both('C', 'C'),
    timeZone: 'Asia/Bangkok',
    languages: ['vi', 'en'],
    territory: 'c',
    map: {
      bounds: [
        [106, 10],
        [107, 11],
      ],
      inset: [],
    },
    reportingMonth: { day: 25, hour: 12 },
    calendar: { weekend: [], daysOff: [], workedWeekends: [] },
    embeds: { pages: [], pictures: [] },
    link: { lateAfter: 15, staleAfter: 300 },
  },
  indexes: [
    {
      id: 'ddci',
      name: both('DDCI', 'DDCI'),
      short: both('DDCI', 'DDCI'),
      about: both('D', 'D'),
      subjects: 'units',
      score: 'score',
      max: 100,
      outOf: [],
      components: [],
      source: 'emergency',
    },
  ],
  rules: {
    dueSoonHours: 24,
    usual: { weeks: 6, low: 0.1, high: 0.9, chance: 0.01 },
    hotspot: { hours: 2, minimum: 8, ratio: 3, limit: 3 },
    onTime: { red: 0.8, orange: 0.9, minimum: 20 },
    indicator: { red: 0.9, orange: 0.98, missingPeriods: 3 },
  },
  units: [unit('u0', 'Sở Tài chính'), unit('u5', 'Công ty Thoát nước'), unit('u6', 'Sở Y tế')],
  areas: [
    {
      id: 'a0',
      name: both('Bình Hưng Đông', 'Binh Hung Dong'),
      type: 'ward',
      centroid: [106.2, 10.4],
      areaKm2: 12,
    },
  ],
  sources: [
    {
      id: 'emergency',
      name: both('Tổng đài khẩn cấp', 'Emergency lines'),
      unit: 'u6',
      duty: both('Trực ban', 'Duty officer'),
      cadence: 'live',
      lateAfter: 900,
      staleAfter: 3600,
    },
  ],
  services: [
    {
      id: 'citizens',
      name: both('1022', '1022'),
      short: both('1022', '1022'),
      noun: both('phản ánh', 'report'),
      source: 'citizens',
      categories: [{ id: 'c2', name: both('Ngập nước', 'Flooding') }],
      channels: [],
      statuses: ['received'],
      sums: [],
      heat: true,
    },
  ],
  indicators: {
    fields: [{ id: 'f', name: both('F', 'F') }],
    territories: [],
    indicators: [
      indicator('disbursement', 'Giải ngân vốn đầu tư công', '%'),
      indicator('export', 'Kim ngạch xuất khẩu', 'tỷ USD'),
      indicator('grdp', 'GRDP bình quân', 'USD'),
      { ...indicator('dengue', 'Ca sốt xuất huyết trong ngày', 'ca'), decimals: 0, direction: 'lower' },
      { ...indicator('speed', 'Tốc độ giờ cao điểm', 'km/h'), frequency: 'day' },
      indicator('time', 'Chi phí thời gian', 'điểm'),
    ],
  },
};

const NOW = Date.UTC(2026, 10, 21, 7, 32, 5);

function said(facts: Fact[], language: Language = 'vi'): string {
  const { global } = languages(language);
  const by = {
    say: (key: string, named = {}) => global.t(key, named),
    format: formats(language, 'Asia/Bangkok'),
    names: lookups(city, language, '?'),
    asOf: NOW,
    detail: !isOverview(facts),
  };
  const flat = sentence(facts, by, 'citizens').flat();
  return flat
    .map((s, i) => s.text + (i === flat.length - 1 ? '' : (s.after ?? '; ')))
    .join('')
    .replaceAll('\u00a0', ' ');
}

const flood: Fact = {
  fact: 'hotspot',
  area: 'a0',
  category: 'c2',
  count: 38,
  hours: 2,
  usual: 9.5,
  ratio: 4,
  unit: 'u5',
  overdue: 9,
  point: [106.2, 10.4],
};
const atRisk: Fact = { fact: 'atRisk', red: 7, total: 154, unknown: 12 };

test('the overview: what needs a decision, of citizens and of indicators', () => {
  expect(said([flood, atRisk])).toBe(
    'Cần chỉ đạo: ngập nước tại phường Bình Hưng Đông, gấp 4 mức bình thường; 7/154 chỉ tiêu nguy cơ không đạt, 12 chưa đủ cơ sở đánh giá',
  );
  expect(said([flood, atRisk], 'en')).toBe(
    'For decision: flooding in Binh Hung Dong ward, 4 times the usual; 7/154 indicators at risk of missing the plan, 12 cannot be assessed',
  );
});

test('the map: one subject, so who handles it is said', () => {
  expect(said([flood])).toBe(
    'Ngập nước tại phường Bình Hưng Đông, gấp 4 mức bình thường; Công ty Thoát nước đang xử lý',
  );
});

test('a hot spot where nothing was ever usual says how many, not how many times', () => {
  expect(said([{ ...flood, usual: 0, ratio: 0, unit: null }])).toBe(
    'Ngập nước tại phường Bình Hưng Đông, 38 vụ trong 2 giờ',
  );
});

test('on time', () => {
  const fact: Fact = {
    fact: 'onTime',
    service: 'citizens',
    whole: false,
    onTime: 0.941,
    units: 5,
    lateShare: 0.6,
  };
  expect(said([fact])).toBe('Kỳ này đúng hạn 94,1 %; 5 đơn vị chiếm 60 % phản ánh trễ hạn');
  expect(said([{ ...fact, whole: true }])).toContain('Kỳ trước đúng hạn 94,1 %');
});

test('indicators: the abbreviation at a clause start keeps its capitals', () => {
  const short = { fact: 'shortfall', period: '2026-10M', lead: 'u0' } as const;
  const facts: Fact[] = [
    { ...short, indicator: 'disbursement', value: 61.2, shortfall: 22.1 },
    { ...short, indicator: 'export', value: 79.1, shortfall: 1.9 },
    { ...short, indicator: 'grdp', value: 8_000, shortfall: 500 },
  ];
  expect(said(facts)).toBe(
    'Giải ngân vốn đầu tư công 61,2 %, thiếu 22,1 điểm %; Sở Tài chính chủ trì; kim ngạch xuất khẩu 79,1 tỷ USD, thiếu 1,9 tỷ USD; Sở Tài chính chủ trì; GRDP bình quân 8.000 USD, thiếu 500 USD; Sở Tài chính chủ trì',
  );
});

test('data: which source stopped when, and whose duty it is', () => {
  const fact: Fact = {
    fact: 'lateSources',
    late: 3,
    total: 24,
    source: 'emergency',
    since: NOW - 87 * 60_000,
  };
  expect(said([fact])).toBe(
    '3/24 nguồn chậm cập nhật; số liệu Tổng đài khẩn cấp dừng lúc 13:05, Sở Y tế phụ trách',
  );
});

test('one indicator: its value and period, how short it is, its state against the plan, who leads', () => {
  const plan = { value: 95, whose: 'committee', basis: 'year', source: 'NQ' } as const;
  const one = { fact: 'one', indicator: 'disbursement', period: '2026-10M', lead: 'u0' } as const;
  const red = { ...one, state: 'red', reason: 'atRisk', value: 61.2, shortfall: 22.1, plan } as const;
  expect(said([red])).toBe(
    'Giải ngân vốn đầu tư công 10 tháng 2026: 61,2 %, thiếu 22,1 điểm %; nguy cơ không đạt kế hoạch năm 95 %; Sở Tài chính chủ trì',
  );
  expect(said([{ ...red, state: 'green', reason: 'ahead', shortfall: -3 }])).toBe(
    'Giải ngân vốn đầu tư công 10 tháng 2026: 61,2 %; vượt tiến độ kế hoạch năm 95 %; Sở Tài chính chủ trì',
  );
  expect(said([{ ...red, state: 'unknown', reason: 'noPlan', shortfall: null, plan: null }])).toBe(
    'Giải ngân vốn đầu tư công 10 tháng 2026: 61,2 %; chưa đủ cơ sở đánh giá: chưa giao kế hoạch; Sở Tài chính chủ trì',
  );
  expect(said([{ ...red, value: null, period: null, state: 'unknown', reason: 'noValue' }])).toBe(
    'Giải ngân vốn đầu tư công: chưa có số liệu',
  );
  const over = {
    ...red,
    indicator: 'dengue',
    value: 120,
    shortfall: 20,
    plan: { ...plan, basis: 'toDate' },
  } as const;
  expect(said([over], 'en')).toBe(
    'Ca sốt xuất huyết trong ngày, 10 months of 2026: 120 ca, 20 ca over the limit; at risk of missing the plan of 95 ca; Sở Tài chính leads',
  );
});

test('a day outside its usual: many times it, or beyond which band; and how many more', () => {
  const usual = { low: 60, median: 67, high: 75 };
  const day = {
    fact: 'unusualDay',
    indicator: 'dengue',
    period: '2026-11-21',
    stands: 'worse',
    usual,
  } as const;
  expect(said([{ ...day, value: 142, others: 2 }])).toBe(
    'Ca sốt xuất huyết trong ngày, 21/11: 142 ca, gấp 2,1 mức bình thường; 2 chỉ tiêu khác ngoài mức bình thường',
  );
  expect(said([{ ...day, value: 90, others: 0 }])).toBe(
    'Ca sốt xuất huyết trong ngày, 21/11: 90 ca, cao hơn mức bình thường 60 – 75',
  );
  const slow = {
    ...day,
    indicator: 'speed',
    value: 14.5,
    usual: { low: 18.2, median: 19, high: 20 },
    others: 0,
  };
  expect(said([slow])).toBe('Tốc độ giờ cao điểm, 21/11: 14,5 km/h, thấp hơn mức bình thường 18,2 – 20');
});

test('one indicator and a day: the second finding begins small', () => {
  const usual = { low: 60, median: 67, high: 75 };
  const facts: Fact[] = [
    {
      ...{ fact: 'one', indicator: 'disbursement', period: '2026-10M', lead: 'u0' },
      ...{ state: 'unknown', reason: 'noPlan', value: 61.2, shortfall: null, plan: null },
    },
    {
      ...{ fact: 'unusualDay', indicator: 'dengue', period: '2026-11-21', stands: 'worse' },
      ...{ usual, value: 142, others: 0 },
    },
  ];
  expect(said(facts)).toBe(
    'Giải ngân vốn đầu tư công 10 tháng 2026: 61,2 %; chưa đủ cơ sở đánh giá: chưa giao kế hoạch; Sở Tài chính chủ trì; ca sốt xuất huyết trong ngày, 21/11: 142 ca, gấp 2,1 mức bình thường',
  );
});

test('index sets: the weakest component, who rose and who fell', () => {
  const component = { indicator: 'time', score: 5.24, max: 10, share: 0.524 };
  const facts: Fact[] = [
    { fact: 'weakest', set: 'ddci', year: 2025, component, units: 44 },
    {
      ...{ fact: 'risers', set: 'ddci', year: 2025 },
      riser: { unit: 'u6', rank: 4, rankBefore: 13 },
      faller: { unit: 'u0', rank: 20, rankBefore: 12 },
    },
  ];
  expect(said(facts)).toBe(
    'DDCI 2025 yếu nhất ở “Chi phí thời gian”: bình quân 44 đơn vị 5,2/10; DDCI 2025: Sở Y tế tăng 9 bậc, lên hạng 4; Sở Tài chính giảm 8 bậc, xuống hạng 20',
  );
  expect(
    said([
      {
        fact: 'risers',
        set: 'ddci',
        year: 2025,
        riser: null,
        faller: { unit: 'u0', rank: 2, rankBefore: 1 },
      },
    ]),
  ).toBe('DDCI 2025: Sở Tài chính giảm 1 bậc, xuống hạng 2');
});

test('calm is a sentence of its own, and nothing at risk says only what cannot be assessed', () => {
  expect(said([{ fact: 'calm', service: 'citizens', count: 412 }])).toBe(
    'Chưa có việc cần chỉ đạo; 412 phản ánh từ 0 giờ.',
  );
  expect(said([{ ...atRisk, red: 0 }])).toBe('12 chưa đủ cơ sở đánh giá');
});
