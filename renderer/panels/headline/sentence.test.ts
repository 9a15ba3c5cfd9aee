import { expect, test } from 'vitest';
import type { Fact } from '../../../sync/contract/questions/wall.ts';
import { NOW } from '../../exhibits/city.ts';
import { said, short, YEARS_END } from './said.fixture.ts';

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
  due: NOW + 3_600_000,
  point: [106.2, 10.4],
};
const atRisk: Fact = {
  ...{ fact: 'atRisk', red: 7, total: 154, unknown: 12, by: YEARS_END },
  gravest: { indicator: 'disbursement', chance: 0.12, lead: 'u0' },
};

test('the overview: what needs a decision, of citizens and of indicators', () => {
  expect(said([flood, atRisk])).toBe(
    'Cần chỉ đạo: ngập nước tại phường Bình Hưng Đông, gấp 4 mức thường; 7/154 chỉ tiêu có nguy cơ không đạt, nặng nhất là giải ngân vốn đầu tư công, khả năng đạt 12%, Sở Tài chính chủ trì, hạn 31/12/2026',
  );
  expect(said([flood, atRisk], 'en')).toBe(
    'For decision: flooding in Binh Hung Dong ward, 4 times the usual; 7/154 indicators at risk of missing the plan, the worst: public investment disbursed, 12% chance of meeting it, Finance leads, by 31/12/2026',
  );
});

test('the map: one subject, so who handles it is said', () => {
  expect(said([flood])).toBe(
    'Ngập nước tại phường Bình Hưng Đông, gấp 4 mức thường; Công ty Thoát nước đang xử lý, 9 trễ hạn',
  );
  expect(said([{ ...flood, overdue: 0 }])).toMatch(/Công ty Thoát nước đang xử lý, hạn sớm nhất \d\d:\d\d$/u);
  expect(said([{ ...flood, overdue: 0, due: null }])).toMatch(/Công ty Thoát nước đang xử lý$/u);
});

test('a hot spot where nothing was ever usual says how many, not how many times', () => {
  expect(said([{ ...flood, usual: 0, ratio: 0, unit: null }])).toBe(
    'Ngập nước tại phường Bình Hưng Đông, 38 phản ánh trong 2 giờ',
  );
});

test('on time', () => {
  const fact: Fact = {
    fact: 'onTime',
    service: 'citizens',
    whole: false,
    onTime: 0.941,
    worse: [],
    units: 5,
    lateShare: 0.6,
    missed: 147,
    first: null,
  };
  expect(said([fact])).toBe(
    'Kỳ này đúng hạn 94,1%; 5 đơn vị chiếm 60% trong 147 phản ánh đã và đang trễ hạn',
  );
  expect(said([{ ...fact, first: 'u5' }])).toBe(
    'Kỳ này đúng hạn 94,1%; 5 đơn vị chiếm 60% trong 147 phản ánh đã và đang trễ hạn, nhiều nhất Công ty Thoát nước',
  );
  const worse = { ...fact, worse: [{ unit: 'u5', late: 62, of: 69 }], units: 3 };
  expect(said([worse])).toBe(
    'Trong kỳ trễ hơn mức chung 5,9%, cần giải trình: Công ty Thoát nước 62/69 và 2 đơn vị khác',
  );
  expect(said([{ ...worse, units: 1 }])).not.toContain('đơn vị khác');
  expect(said([{ ...worse, whole: true }])).toMatch(/^Kỳ trước /);
  expect(said([{ ...fact, whole: true }])).toContain('Kỳ trước đúng hạn 94,1%');
});

test('fields: whose most of what is overdue is, and the field with most of it', () => {
  const field: Fact = {
    ...{ fact: 'field', service: 'citizens', category: 'c2', overdue: 61, open: 320, all: 142 },
    unit: { unit: 'u5', overdue: 42 },
  };
  expect(said([field])).toBe(
    'Công ty Thoát nước cần xử lý ngay 42 phản ánh trễ hạn, trong 142 của Thành phố; lĩnh vực nhiều trễ hạn nhất: Ngập nước, 61/142',
  );
  expect(said([{ ...field, unit: null }], 'en')).toBe('Flooding: 61/142 overdue reports');
});

test('requests: how many answers are overdue, whose most are, and how many wait', () => {
  const fact: Fact = {
    ...{ fact: 'requests', open: 21, late: 5, answered: 6 },
    unit: { unit: 'u5', late: 2 },
    longest: { unit: 'u6', since: Date.UTC(2026, 9, 31, 3) },
    next: { unit: 'u2', dueAt: YEARS_END },
  };
  expect(said([fact])).toBe(
    '5/21 yêu cầu trễ hạn trả lời; đơn vị nhiều nhất: Công ty Thoát nước, 2; 6 trả lời chờ lãnh đạo xem xét',
  );
  expect(said([{ ...fact, late: 2 }])).toMatch(
    /^2\/21 yêu cầu trễ hạn trả lời; Công ty Thoát nước phải trả lời; /,
  );
  const none = { ...fact, late: 0, unit: null };
  expect(said([none])).toMatch(
    /^6 trả lời chờ lãnh đạo xem xét; lâu nhất Sở Y tế, từ 10:00 31\/10; hạn trả lời kế tiếp: .+, 31\/12\/2026$/,
  );
  expect(said([{ ...none, answered: 1, longest: null, next: null }], 'en')).toBe(
    '1 answer awaits the leadership’s review; 20 requests being answered',
  );
});

test('indicators of their own board: how many are at risk', () => {
  expect(said([atRisk, { ...short, indicator: 'disbursement', value: 61.2, shortfall: 22.1 }])).toBe(
    '7/154 chỉ tiêu có nguy cơ không đạt; giải ngân vốn đầu tư công 61,2%, thiếu 22,1 điểm phần trăm, Sở Tài chính chủ trì, hạn 31/12/2026',
  );
  // Told alone it says whose it is, too.
  expect(said([atRisk])).toBe(
    '7/154 chỉ tiêu có nguy cơ không đạt, nặng nhất là giải ngân vốn đầu tư công, khả năng đạt 12%, Sở Tài chính chủ trì, hạn 31/12/2026',
  );
});

test('all is well of what a board is about, no two boards in the same words', () => {
  const of = ['all', 'places', 'fields', 'times', 'indicators', 'alerts', 'requests'] as const;
  for (const language of ['vi', 'en'] as const) {
    const told = of.map((one) => said([{ fact: 'calm', service: 'citizens', count: 3, of: one }], language));
    expect(new Set(told).size).toBe(of.length);
  }
});

test('data: which source stopped when, and whose duty it is', () => {
  const fact: Fact = {
    fact: 'lateSources',
    late: 3,
    total: 24,
    source: 'emergency',
    state: 'late',
    since: NOW - 87 * 60_000,
  };
  expect(said([fact])).toBe(
    '3/24 nguồn quá hẹn cập nhật; số liệu Tổng đài khẩn cấp dừng lúc 13:05, Sở Y tế phụ trách',
  );
});

test('calm is a sentence of its own, and nothing at risk says only what cannot be assessed', () => {
  expect(said([{ fact: 'calm', service: 'citizens', count: 412, of: 'all' }])).toBe(
    'Chưa có việc cần chỉ đạo; 412 phản ánh từ 0 giờ.',
  );
  expect(said([{ ...atRisk, red: 0 }])).toBe('12 chưa đủ căn cứ đánh giá');
});

test('that all is well is said of the instant it is known of, where that is past', () => {
  const quiet: Fact = { fact: 'quiet', of: 'sources', total: 31 };
  expect(said([quiet])).toBe('Cả 31 nguồn số liệu đúng hạn.');
  expect(said([quiet], 'vi', true)).toBe('Lúc 14:32 21/11/2026: cả 31 nguồn số liệu đúng hạn.');
  expect(said([{ fact: 'calm', service: 'citizens', count: 412, of: 'all' }], 'en', true)).toMatch(
    /^At 14:32 21\/11\/2026: /,
  );
});
