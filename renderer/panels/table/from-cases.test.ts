import { expect, it } from 'vitest';
import { byFor } from '../../exhibits/by.ts';
import { NOW } from '../../exhibits/city.ts';
import { HOUR } from '../../../sync/contract/instants.ts';
import { fromCases } from './from-cases.ts';

const row = {
  service: 's',
  id: 'A-1',
  openedAt: NOW - 9 * HOUR,
  dueAt: NOW - 2 * HOUR,
  closedAt: NOW - HOUR,
  status: 'resolved',
  state: 'late',
  category: 'c',
  unit: 'u1',
  channel: null,
  rating: null,
  returned: 0,
} as const;
const told = (order: string, area: string | null = null) => {
  const by = byFor('table', 'cases', { order });
  const table = fromCases({ rows: [{ ...row, area }], next: null, total: 1 }, by);
  const { format } = by;
  const end = table.rows[0]?.cells['end']?.text;
  return {
    keys: table.columns.map(({ key }) => key),
    end:
      end === format.moment(row.dueAt, NOW)
        ? 'due'
        : end === format.moment(row.closedAt, NOW)
          ? 'closed'
          : end,
  };
};

it('tells the end that cases are read by, and where they are only where they are somewhere', () => {
  expect(told('newest', 'x').keys).toEqual(['opened', 'category', 'area', 'unit', 'id', 'state']);
  expect(told('due')).toEqual({ keys: ['end', 'opened', 'category', 'unit', 'id', 'state'], end: 'due' });
  expect(told('-end').end).toBe('closed');
});
