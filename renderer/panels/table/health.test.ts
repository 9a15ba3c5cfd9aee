import { expect, it } from 'vitest';
import { byFor } from '../../exhibits/by.ts';
import { sources } from '../../exhibits/figures/wall.ts';
import { DAY, HOUR, MINUTE } from '../../../sync/contract/instants.ts';
import { fromSources } from './from-health.ts';

it.each([
  [0, undefined],
  [1, 'chậm 1 phút'],
  [HOUR - 1, 'chậm 59 phút'],
  [HOUR, 'chậm 1 giờ'],
  [2 * DAY - 1, 'chậm 47 giờ'],
  [2 * DAY, 'chậm 2 ngày'],
  [1500 * DAY + 3 * MINUTE, 'chậm 1.500 ngày'],
])('a source that is %d ms past its promise says "%s"', (behind, said) => {
  const [row] = sources.rows;
  if (row === undefined) throw new Error('there are sources');
  const table = fromSources({ ...sources, rows: [{ ...row, behind }] }, byFor('table', 'sources'));
  expect(table.rows[0]?.cells['state']?.under).toBe(said);
});
