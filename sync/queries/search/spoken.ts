import type { CaseFilter } from '../../contract/questions/drill.ts';

/** How people say the states of cases, in both languages. */
export const SPOKEN: readonly {
  as: 'state';
  state: NonNullable<CaseFilter['state']>;
  words: readonly string[];
}[] = [
  {
    as: 'state',
    state: 'overdue',
    words: ['trễ hạn', 'quá hạn', 'trễ', 'tồn đọng quá hạn', 'overdue', 'past due', 'late open'],
  },
  { as: 'state', state: 'dueSoon', words: ['sắp đến hạn', 'sắp trễ', 'gần hạn', 'due soon'] },
  {
    as: 'state',
    state: 'open',
    words: [
      'đang xử lý',
      'đang mở',
      'chưa xử lý',
      'tồn đọng',
      'còn mở',
      'open',
      'in progress',
      'pending',
      'backlog',
    ],
  },
  {
    as: 'state',
    state: 'late',
    words: ['xử lý trễ', 'xử lý trễ hạn', 'đóng trễ', 'resolved late', 'closed late'],
  },
  {
    as: 'state',
    state: 'closed',
    words: ['đã xử lý', 'xử lý xong', 'đã đóng', 'xong', 'resolved', 'closed', 'done'],
  },
  { as: 'state', state: 'returned', words: ['phản ánh lại', 'trả lại', 'came back', 'returned', 'reopened'] },
];

/** Words that join names and mean nothing by themselves, folded. */
export const JOINING: ReadonlySet<string> = new Set(
  'tai o cua trong ve va cho den tu theo la cac nhung so ubnd phuong quan xa huyen thanh pho in at of the and for by from to on with'.split(
    ' ',
  ),
);
