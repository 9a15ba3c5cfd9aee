import { expect, it } from 'vitest';
import { endOf } from './span.ts';

const NOW = Date.UTC(2026, 10, 30);
const end = (...days: string[]): string =>
  new Date(
    endOf(
      days.map((day) => Date.parse(day)),
      NOW,
    ),
  )
    .toISOString()
    .slice(0, 10);

it.each([
  ['what is in the future, though it is not few', ['2024-02-01', '2024-02-02', '2042-02-01', '2042-03-01']],
  ['one that stands years apart', ['2024-01-30', '2024-01-31', '2024-02-01', '2024-02-02', '2026-02-01']],
])('is no end: %s', (_, days) => {
  expect(end(...days)).toBe('2024-02-02');
});

it.each([
  ['years apart, as all of them are', ['2010-01-01', '2013-01-01', '2016-01-01', '2019-01-01']],
  ['months apart', ['2018-12-01', '2018-12-02', '2018-12-03', '2019-01-01']],
  ['one of three', ['2016-01-01', '2016-01-02', '2019-01-01']],
])('is the end: %s', (_, days) => {
  expect(end(...days)).toBe('2019-01-01');
});
