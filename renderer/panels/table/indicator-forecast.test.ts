import { expect, test } from 'vitest';
import type { Data } from '../../../sync/contract/questions/index.ts';
import { byFor } from '../../exhibits/by.ts';
import { assumed, indicator, young } from '../../exhibits/figures/measures.ts';
import { forecastOf } from './indicator-forecast.ts';

const by = byFor('table', 'indicator', { indicator: 'disbursement' });
const told = (data: Data<'indicator'>): string[] =>
  forecastOf(data, by).rows.map(({ cells: { what, said } }) =>
    [what?.text, said?.text, said?.under]
      .filter((text) => text !== undefined)
      .join(' | ')
      .replaceAll('\u00a0', ' '),
  );

test('what is expected, the chance, and how often its band held', () => {
  expect(told(indicator)).toEqual([
    'Dự báo 12 tháng 2026 | 78,0% | 73,6%\u2060–\u206082,4% (80%)',
    'Khả năng đạt | dưới 1% | kế hoạch năm 100,0%',
    'Khoảng 80% từng đúng | 81% số kỳ, 18 lần thử',
    'Chưa có số | 11 tháng 2026: đang dự báo, không phải 0',
  ]);
});

test('what others expect and what is assumed, each with whose it is', () => {
  expect(told(assumed).slice(-2)).toEqual([
    'Dự báo của đơn vị khác | 84,0% · năm 2026 | Viện nghiên cứu mẫu · 01/11/2026 · mô phỏng',
    'Kịch bản (giả định) | 93,0% · năm 2026 | Giải ngân thêm hai dự án lớn · 20/11/2026',
  ]);
});

test('why there is no forecast, and what there is', () => {
  expect(told(young)).toEqual([
    'Dự báo | lịch sử quá ngắn để dự báo: 14 kỳ liền, cần 30',
    'Mới nhất | 61,2% | 10 tháng 2026',
    'Kế hoạch | 100,0% | HĐND',
    'Tiến độ phải đạt | 83,3%',
    'cùng kỳ năm trước | 58,8% | 10 tháng 2025',
  ]);
});
