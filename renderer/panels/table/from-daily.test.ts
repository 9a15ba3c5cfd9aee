import { expect, it } from 'vitest';
import type { Data } from '../../../sync/contract/questions/index.ts';
import { byFor } from '../../exhibits/by.ts';
import { daily } from '../../exhibits/figures/measures.ts';
import { fromDaily } from './from-daily.ts';

const by = byFor('table', 'daily', {});
const rowsOf = (n: number, more: Partial<Data<'daily'>['rows'][number]> = {}) => {
  const [row] = daily.rows;
  if (row === undefined) throw new Error('the made-up city has indicators by the day');
  return Array.from({ length: n }, () => ({ ...row, state: 'green' as const, behind: 0, ...more }));
};

it('a sign before a name is told in words, once, with all that it is for', () => {
  const table = fromDaily(
    {
      rows: [
        ...rowsOf(2, { state: 'orange', reason: 'overLimit' }),
        ...rowsOf(1, { state: 'orange', reason: 'behind' }),
        ...rowsOf(1, { state: 'green', reason: 'onCourse' }),
      ],
    },
    by,
  );
  expect(table.key).toEqual([{ mark: 'orange', word: 'vượt ngưỡng cảnh báo, chậm tiến độ' }]);
});

it('counts those that are as usual, and says that they are, while all that is told has room', () => {
  const table = fromDaily(
    { rows: [...rowsOf(4, { stands: 'worse' }), ...rowsOf(5, { stands: 'usual' })] },
    by,
  );
  expect(table.rows).toHaveLength(4);
  expect(table.more).toBe(5);
  expect(table.rest?.(0)).toBe('5 chỉ tiêu khác không lệch rõ mức thường');
  expect(table.rest?.(2)).toBe('còn 7 chỉ tiêu');
});

it('leaves out none of those that are as usual where it stands alone', () => {
  const table = fromDaily({ rows: rowsOf(9, { stands: 'usual' }) }, { ...by, alone: true });
  expect([table.rows.length, table.more]).toEqual([9, 0]);
});
