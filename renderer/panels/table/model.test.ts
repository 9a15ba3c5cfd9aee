import { expect, test } from 'vitest';
import { columnsThatFit, type Column } from './model.ts';

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
