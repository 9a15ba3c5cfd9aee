import { expect, test } from 'vitest';
import { asWideAsFigures, columnsThatFit, tracksOf, type Column } from './model.ts';

const column = (key: string, em: number, spare: number): Column => ({ key, title: key, em, spare });
const columns = [column('name', 10, 0), column('value', 4, 0), column('source', 8, 2), column('spark', 6, 1)];

test.each([
  [31, ['name', 'value', 'source', 'spark']],
  [30.9, ['name', 'value', 'spark']],
  [22, ['name', 'value', 'spark']],
  [21, ['name', 'value']],
  [3, ['name', 'value']],
])('in a room of %d the columns are %j', (room, keys) => {
  expect(columnsThatFit(columns, room, 1).map((c) => c.key)).toEqual(keys);
});

test('what is left of a room goes to wide columns, and to all of words where it is ample', () => {
  const columns: Column[] = [
    { ...column('name', 10, 0), wide: true },
    column('state', 4, 0),
    { ...column('value', 4, 0), number: true },
  ];
  expect(tracksOf(columns, 32, 1)).toBe('minmax(0, 10fr) 4em 4em');
  expect(tracksOf(columns, 32.1, 1)).toBe('minmax(0, 10fr) minmax(0, 4fr) 4em');
});

test('a column of figures is as wide as the widest of them, its sign and its title with it; one of words is as it is', () => {
  const columns = [
    { key: 'name', title: 'Tên', em: 4, spare: 0 },
    { key: 'change', title: 'So', em: 3, number: true, spare: 0 },
  ];
  const width = (text: string, mark?: 'above') =>
    asWideAsFigures({
      columns,
      rows: [
        { key: 'a', target: null, cells: { name: { text }, change: { text, ...(mark ? { mark } : {}) } } },
      ],
    }).map(({ em }) => em);
  expect(width('1')).toEqual([4, 3]);
  const [name, change = 0] = width('+0,7\u00a0điểm\u00a0phần\u00a0trăm');
  expect(name).toBe(4);
  expect(change).toBeGreaterThan(9);
  expect(width('+0,7\u00a0điểm\u00a0phần\u00a0trăm', 'above')[1]).toBeGreaterThan(change);
});
