import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../sync/contract/instants.ts';
import { formats, languages } from '../locales/index.ts';
import { againstWords, chanceWords, lasting, subjectWords, valueWords, type AlertBy } from './alert-words.ts';

const { global } = languages('vi', {});
const by: AlertBy = {
  names: {
    serviceShort: (id) => `dịch vụ ${id}`,
    noun: () => 'phản ánh',
    category: (_, id) => `lĩnh vực ${id}`,
    unit: (id) => `đơn vị ${id}`,
    area: (id) => `phường ${id}`,
    source: (id) => `nguồn ${id}`,
    indicator: (id) => `chỉ tiêu ${id}`,
    measure: () => 'tỷ đồng',
  },
  say: (key, said = {}) => global.t(key, said),
  format: formats('vi', 'Asia/Ho_Chi_Minh'),
};
const of = (parts: Partial<Parameters<typeof valueWords>[0]>) => ({
  ...{ measure: 'opened' as const, value: 42, expected: 12, limit: 20, p: null },
  ...{ subject: { service: '1022' } },
  ...parts,
});

describe('an alert in words', () => {
  it('says what it is about, the most telling first', () => {
    expect(subjectWords({ service: '1022', category: 'c', area: 'a', unit: 'u' }, by)).toBe(
      'lĩnh vực c · phường a · đơn vị u',
    );
    expect(subjectWords({ service: '1022' }, by)).toBe('dịch vụ 1022');
    expect(subjectWords({ part: 'screen 2' }, by)).toBe('Màn hình 2');
    expect(subjectWords({ part: 'disk' }, by)).toBe('Ổ đĩa');
    expect(subjectWords({}, by)).toBe('Toàn thành phố');
  });

  it('says how much, and against what', () => {
    expect([valueWords(of({}), by), ...againstWords(of({}), by)]).toEqual([
      ...['42 phản ánh mới', 'gấp 3,5 mức thường', 'mức thường 12', 'ngưỡng cảnh báo 20'],
    ]);
    const chance = of({ measure: 'chance', value: 0.12, expected: null, limit: 0.2 });
    expect([valueWords(chance, by), ...againstWords(chance, by)]).toEqual([
      'khả năng đạt 12%',
      'ngưỡng cảnh báo 20%',
    ]);
    // A forecast never says that something cannot be.
    expect(valueWords(of({ measure: 'chance', value: 0.0003 }), by)).toBe('khả năng đạt <0,1%');
    const time = of({ measure: 'time', value: 18 * MINUTE, expected: 12 * MINUTE, limit: null });
    expect([valueWords(time, by), ...againstWords(time, by)]).toEqual(['18 phút', 'mức thường 12 phút']);
  });

  it.each([
    [1e-9, 'dưới 1 phần 1.000.000'],
    [0.001, '1 phần 1.000'],
    [0.0247, '1 phần 40'],
    [0.3, '30%'],
    [0, 'dưới 1 phần 1.000.000'],
  ])('says how likely %d is', (p, words) => {
    expect(chanceWords(p, by)).toBe(words);
  });

  it('law: says how long it lasts in the one unit that says it', () => {
    expect(lasting(90 * MINUTE, by)).toBe('90 phút');
    expect(lasting(3.5 * HOUR, by)).toBe('3,5 giờ');
    expect(lasting(72 * HOUR, by)).toBe('3 ngày');
    expect(lasting(-1, by)).toBe('0 giây');
    fc.assert(
      fc.property(fc.nat(1e10), (ms) => {
        expect(lasting(ms, by)).toMatch(/^[\d.,]+ (giây|phút|giờ|ngày)$/);
      }),
    );
  });
});
