import { expect, it } from 'vitest';
import { byFor } from '../../exhibits/by.ts';
import { sources } from '../../exhibits/figures/wall.ts';
import { DAY, HOUR, MINUTE } from '../../../sync/contract/instants.ts';
import { rejected } from '../../exhibits/figures/lists.ts';
import { fromRejected, fromSources } from './from-health.ts';

it.each([
  [0, undefined],
  [1, 'quá hẹn 1 phút'],
  [HOUR - 1, 'quá hẹn 60 phút'],
  [2.8 * HOUR, 'quá hẹn 2,8 giờ'],
  [2 * DAY - 1, 'quá hẹn 48 giờ'],
  [2 * DAY, 'quá hẹn 2 ngày'],
  [1500 * DAY + 3 * MINUTE, 'quá hẹn 1.500 ngày'],
])('a source that is %d ms past its promise says "%s"', (behind, said) => {
  const [row] = sources.rows;
  if (row === undefined) throw new Error('there are sources');
  const table = fromSources({ ...sources, rows: [{ ...row, behind }] }, byFor('table', 'sources'));
  expect(table.rows[0]?.cells['state']?.under).toBe(said);
});

it('a bad record is told in the words of who reads, and by no name that only programs know', () => {
  const told = (language: 'vi' | 'en') =>
    fromRejected(rejected, byFor('table', 'rejected', {}, {}, language)).rows.map(({ cells }) =>
      [cells['about']?.text, cells['about']?.under, cells['reason']?.text].join(' | '),
    );
  expect(told('vi')).toEqual([
    '1022 | trường hợp | lúc tiếp nhận: ngoài phạm vi',
    'Giải ngân vốn đầu tư công | số liệu chỉ tiêu | kỳ: sai định dạng',
    '1022 | trường hợp | lúc xử lý xong: đã xong nhưng không rõ lúc nào',
    'Không rõ |  | không đọc được JSON',
  ]);
  expect(told('en').join()).toContain('received at: out of range');
  // What the city could not read says where it stands in its file, and no time at which it came here.
  const cityRow = fromRejected(rejected, byFor('table', 'rejected')).rows[2]?.cells;
  expect([cityRow?.['reason']?.under, cityRow?.['last']?.text]).toEqual(['từ dòng 1204', '–']);
  const [row] = rejected.rows;
  if (row === undefined) throw new Error('there are bad records');
  const part = { ...rejected, rows: [{ ...row, loses: 'part' as const }] };
  expect(fromRejected(part, byFor('table', 'rejected')).rows[0]?.cells['reason']?.under).toBe(
    'bản ghi vẫn giữ',
  );
  const odd = { ...rejected, rows: [{ ...row, field: '__proto__' }] };
  expect(fromRejected(odd, byFor('table', 'rejected')).rows[0]?.cells['reason']?.text).toBe('ngoài phạm vi');
});
