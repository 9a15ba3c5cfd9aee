import { expect, it } from 'vitest';
import type { Area } from '../../contract/profile.ts';
import { areaNamed } from './area-words.ts';

const area = (id: string, vi: string, en = vi, more: Partial<Area> = {}): Area => ({
  ...{ id, name: { vi, en }, type: 'ward', centroid: [106, 10], areaKm2: 1 },
  ...more,
});
const TODAY = Date.parse('2026-01-01T00:00:00Z');
const named = areaNamed({ timeZone: 'Asia/Ho_Chi_Minh' }, [
  area('26740', 'Sài Gòn', 'Saigon'),
  area('27343', 'Hoà Hưng'),
  area('1', 'Bình Thạnh', 'Binh Thanh'),
  area('2', 'Bình Thành'),
  area('3', 'Đông Bắc', 'North East'),
  area('760', 'Quận 1', 'District 1', { validTo: '2025-06-30' }),
  area('old', 'Sài Gòn', 'Saigon', { validTo: '2025-06-30' }),
]);

it.each<[string, string | undefined]>([
  ['26740', '26740'],
  ['Sài Gòn', '26740'],
  ['Phường Sài Gòn', '26740'],
  ['P. Hòa Hưng', '27343'],
  ['hoa hung', '27343'],
  ['NORTH EAST', '3'],
  ['Bình Thành', '2'],
  ['Binh  Thanh', '1'],
  ['Quận 1', undefined],
  ['Đông', undefined],
  ['', undefined],
])('%j names %s', (word, id) => expect(named(word, TODAY)).toBe(id));

it('a name is of the day; a code always', () => {
  const before = Date.parse('2025-06-01T00:00:00Z');
  expect(named('Quận 1', before)).toBe('760');
  expect(named('760', TODAY)).toBe('760');
});

it('leaves a choice to nobody', () => {
  const two = areaNamed({ timeZone: 'UTC' }, [area('a', 'Bình Thạnh'), area('b', 'Bình Thành')]);
  expect([two('Binh Thanh', TODAY), two('Bình Thạnh', TODAY)]).toEqual([undefined, 'a']);
});
