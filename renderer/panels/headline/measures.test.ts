import { expect, test } from 'vitest';
import type { Fact } from '../../../sync/contract/questions/wall.ts';
import { said, short, YEARS_END } from './said.fixture.ts';

test('indicators: the abbreviation at a clause start keeps its capitals', () => {
  const facts: Fact[] = [
    { ...short, indicator: 'disbursement', value: 61.2, shortfall: 22.1 },
    { ...short, indicator: 'export', value: 79.1, shortfall: 1.9 },
    { ...short, indicator: 'income', value: 8_000, shortfall: 500 },
  ];
  expect(said(facts)).toBe(
    'Giải ngân vốn đầu tư công 61,2%, thiếu 22,1 điểm phần trăm, Sở Tài chính chủ trì, hạn 31/12/2026; kim ngạch xuất khẩu 79,1 tỷ USD, thiếu 1,9 tỷ USD, Sở Tài chính chủ trì, hạn 31/12/2026; GRDP bình quân 8.000,0 USD, thiếu 500,0 USD, Sở Tài chính chủ trì, hạn 31/12/2026',
  );
});

test('one indicator: its value and period, how short it is, its state against the plan, who leads', () => {
  const plan = { value: 95, whose: 'committee', basis: 'year', source: 'NQ' } as const;
  const one = {
    fact: 'one',
    indicator: 'disbursement',
    period: '2026-10M',
    lead: 'u0',
    chance: 0.12,
    by: YEARS_END,
  } as const;
  const red = { ...one, state: 'red', reason: 'atRisk', value: 61.2, shortfall: 22.1, plan } as const;
  expect(said([red])).toBe(
    'Giải ngân vốn đầu tư công 10 tháng 2026: 61,2%; nguy cơ không đạt kế hoạch, khả năng đạt 12%; Sở Tài chính chủ trì, hạn 31/12/2026',
  );
  expect(said([{ ...red, state: 'green', reason: 'ahead', shortfall: -3 }])).toBe(
    'Giải ngân vốn đầu tư công 10 tháng 2026: 61,2%; vượt tiến độ kế hoạch năm 95,0%; Sở Tài chính chủ trì',
  );
  expect(said([{ ...red, state: 'unknown', reason: 'noPlan', shortfall: null, plan: null }])).toBe(
    'Giải ngân vốn đầu tư công 10 tháng 2026: 61,2%; chưa đủ căn cứ đánh giá: chưa giao kế hoạch; Sở Tài chính chủ trì',
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
    by: null,
  } as const;
  expect(said([over], 'en')).toBe(
    'Ca sốt xuất huyết trong ngày, Jan–Oct 2026: 120 ca; at risk of passing its ceiling, 12% chance of meeting it; Finance leads',
  );
});

test('one that is over its daily limit says so once, and against which', () => {
  const plan = { value: 82, whose: 'committee', basis: 'toDate', source: '' } as const;
  const over = {
    fact: 'one',
    indicator: 'dengue',
    state: 'orange',
    reason: 'overLimit',
    lead: 'u0',
  } as const;
  const fact: Fact = {
    ...over,
    by: null,
    period: '2026-11-28',
    value: 134,
    shortfall: 52,
    chance: null,
    plan,
  };
  expect(said([fact])).toMatch(
    /trong ngày 28\/11\/2026: 134 ca; vượt 52 ca so ngưỡng cảnh báo 82 ca; Sở Tài chính chủ trì$/,
  );
});

test('a day outside its usual: many times it, or beyond which band; and how many more', () => {
  const usual = { low: 60, median: 67, high: 75 };
  const day = {
    fact: 'unusualDay',
    indicator: 'dengue',
    period: '2026-11-21',
    stands: 'worse',
    state: 'green',
    reason: 'onCourse',
    expected: null,
    usual,
  } as const;
  expect(said([{ ...day, value: 142, others: 2 }])).toBe(
    'Ca sốt xuất huyết trong ngày, 21/11: 142 ca, gấp 2,1 mức thường, Sở Tài chính phụ trách; 2 chỉ tiêu khác lệch rõ mức thường',
  );
  expect(said([{ ...day, value: 90, others: 0 }])).toBe(
    'Ca sốt xuất huyết trong ngày, 21/11: 90 ca, cao hơn mức thường 60–75, Sở Tài chính phụ trách',
  );
  // Its colour is that of a limit that it is over: then that is said.
  const over = { ...day, state: 'orange', reason: 'overLimit', expected: 80, value: 142, others: 0 } as const;
  expect(said([over])).toBe(
    'Ca sốt xuất huyết trong ngày, 21/11: 142 ca, vượt ngưỡng cảnh báo 80, Sở Tài chính phụ trách',
  );
  expect(said([over], 'en')).toContain('over the alert limit of 80');
  const slow = {
    ...day,
    indicator: 'speed',
    value: 14.5,
    usual: { low: 18.2, median: 19, high: 20 },
    others: 0,
  };
  expect(said([slow])).toBe(
    'Tốc độ giờ cao điểm, 21/11: 14,5 km/h, thấp hơn mức thường 18,2–20,0, Sở Tài chính phụ trách',
  );
});

test('a day behind its plan says the plan, as its colour does; where nothing is held against it, it is out of its usual and has no state’s colour', () => {
  const day = {
    fact: 'unusualDay',
    indicator: 'speed',
    period: '2026-11-21',
    stands: 'worse',
    state: 'orange',
    reason: 'behind',
    value: 14.5,
    usual: { low: 18.2, median: 19, high: 20 },
    others: 0,
  } as const;
  expect(said([{ ...day, expected: 20 }])).toBe(
    'Tốc độ giờ cao điểm, 21/11: 14,5 km/h, thấp hơn kế hoạch 20,0, Sở Tài chính phụ trách',
  );
  expect(said([{ ...day, expected: null }])).toContain('thấp hơn mức thường 18,2–20,0');
});

test('one indicator and a day: the second finding begins small', () => {
  const usual = { low: 60, median: 67, high: 75 };
  const facts: Fact[] = [
    {
      ...{ fact: 'one', indicator: 'disbursement', period: '2026-10M', lead: 'u0', by: null },
      ...{ state: 'unknown', reason: 'noPlan', value: 61.2, shortfall: null, plan: null, chance: null },
    },
    {
      ...{ fact: 'unusualDay', indicator: 'dengue', period: '2026-11-21', stands: 'worse', state: 'green' },
      ...{ reason: 'onCourse', expected: null, usual, value: 142, others: 0 },
    },
  ];
  expect(said(facts)).toBe(
    'Giải ngân vốn đầu tư công 10 tháng 2026: 61,2%; chưa đủ căn cứ đánh giá: chưa giao kế hoạch; Sở Tài chính chủ trì; ca sốt xuất huyết trong ngày, 21/11: 142 ca, gấp 2,1 mức thường',
  );
});

test('index sets: the weakest component, who fell and who rose', () => {
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
    'DDCI 2025 yếu nhất ở “Chi phí thời gian”: bình quân 44 đơn vị 5,2/10, Sở Tài chính chủ trì; Sở Tài chính giảm 8 bậc, xuống hạng 20; Sở Y tế tăng 9 bậc, lên hạng 4',
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
