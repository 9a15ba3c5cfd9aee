import { expect, it } from 'vitest';
import { dateOfLunar } from './moon.ts';

it.each([
  // From 2020 on as announced; where China's, eight hours ahead of Greenwich, is another day, that stands beside it.
  [1968, '1968-01-29', 'in China the 30th'],
  [1985, '1985-01-21', 'in China a month later'],
  [2007, '2007-02-17', 'in China the 18th'],
  [2020, '2020-01-25', ''],
  [2021, '2021-02-12', ''],
  [2022, '2022-02-01', ''],
  [2023, '2023-01-22', ''],
  [2024, '2024-02-10', ''],
  [2025, '2025-01-29', ''],
  [2026, '2026-02-17', ''],
  [2027, '2027-02-06', ''],
  [2030, '2030-02-02', 'in China the 3rd'],
  [2053, '2053-02-18', 'in China the 19th'],
])('Tết of %i was or is on %s %s', (year, date) => {
  expect(dateOfLunar(year, 1, 1)).toBe(date);
});

it.each([
  [2020, '2020-04-02'],
  [2021, '2021-04-21'],
  [2022, '2022-04-10'],
  // After a leap second month.
  [2023, '2023-04-29'],
  [2024, '2024-04-18'],
  [2025, '2025-04-07'],
  [2026, '2026-04-26'],
  [2027, '2027-04-16'],
])('the tenth of the third month of %i is %s', (year, date) => {
  expect(dateOfLunar(year, 3, 10)).toBe(date);
});

it('a month of 29 days has no thirtieth, and no month a thirty-first', () => {
  expect(dateOfLunar(2024, 12, 29)).toBe('2025-01-28');
  expect(dateOfLunar(2024, 12, 30)).toBeUndefined();
  expect(dateOfLunar(2023, 12, 30)).toBe('2024-02-09');
  expect(dateOfLunar(2023, 12, 31)).toBeUndefined();
  expect(dateOfLunar(2023, 13, 1)).toBeUndefined();
  expect(dateOfLunar(2023, 1, 0)).toBeUndefined();
});

it('years that are not sure have no days', () => {
  expect(dateOfLunar(1967, 1, 1)).toBeUndefined();
  expect(dateOfLunar(2100, 1, 1)).toBe('2100-02-09');
  expect(dateOfLunar(2101, 1, 1)).toBeUndefined();
});
