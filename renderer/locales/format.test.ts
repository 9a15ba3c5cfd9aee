import { describe, expect, test } from 'vitest';
import { formats, periodWords } from './format.ts';
import type { Say } from './messages.ts';
import { languages, sayer } from './words.ts';

/** 25 October 2025, 14:32:05 in Saigon. */
const AT = Date.UTC(2025, 9, 25, 7, 32, 5);
const vi = formats('vi', 'Asia/Ho_Chi_Minh');
const gb = formats('en', 'Asia/Ho_Chi_Minh');
const say = (language: 'vi' | 'en'): Say => {
  const { global } = languages(language, {});
  return sayer(global.t);
};

describe('Vietnamese', () => {
  test.each([
    [vi.decimal(1234.5), '1.234,5'],
    [vi.count(452_608), '452.608'],
    [vi.percent(0.941), '94,1%'],
    [vi.change(0.038), '+3,8%'],
    [vi.change(-0.038), '−3,8%'],
    [vi.signed(-0.01), '0'],
    [vi.ratio(4.02), '4'],
    [vi.ratio(3.2), '3,2'],
    [vi.date(AT), '25/10/2025'],
    [vi.time(AT), '14:32'],
    [vi.seconds(AT), '14:32:05'],
    [vi.weekday(AT), 'Thứ 7'],
    [vi.dayMonth(AT), '25/10'],
  ])('%s is %s', (written, wanted) => expect(written).toBe(wanted));
});

test('English', () => {
  expect([gb.decimal(1234.5), gb.percent(0.941), gb.date(AT), gb.time(AT), gb.weekday(AT)]).toEqual([
    '1,234.5',
    '94.1%',
    '25/10/2025',
    '14:32',
    'Sat',
  ]);
});

test('midnight is 00:00, and a moment says as much as it must', () => {
  const midnight = Date.UTC(2025, 9, 24, 17);
  expect(vi.time(midnight)).toBe('00:00');
  expect(vi.moment(midnight, AT)).toBe('00:00');
  expect(vi.moment(midnight - 1, AT)).toBe('23:59\u00a024/10');
  expect(vi.moment(Date.UTC(2024, 0, 1), AT)).toBe('01/01/2024');
});

test.each([
  ['2025', 'năm 2025', '2025'],
  ['2025-Q3', 'quý III/2025', 'Q3 2025'],
  ['2025-08', 'tháng 8/2025', 'Aug 2025'],
  ['2025-10M', '10 tháng 2025', 'Jan\u2060–\u2060Oct 2025'],
  ['2025-11-06', 'ngày 06/11/2025', '06/11/2025'],
  ['2025-06-27..2025-12-14', '27/06/2025\u2060–\u206014/12/2025', '27/06/2025\u2060–\u206014/12/2025'],
])('the period %s', (period, inVietnamese, inEnglish) => {
  expect(periodWords(period, say('vi'))).toBe(inVietnamese);
  expect(periodWords(period, say('en'))).toBe(inEnglish);
});
