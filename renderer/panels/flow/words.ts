import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['Tiếp nhận và xử lý', 'Received and resolved'],
  title: ['{service}: tiếp nhận và xử lý trong kỳ', '{service}: received and resolved in the period'],
  before: ['Tồn đầu kỳ', 'Open before'],
  opened: ['Tiếp nhận', 'Received'],
  closed: ['Đã xử lý', 'Resolved'],
  open: ['Đang xử lý', 'Open'],
  late: ['{n} xử lý trễ hạn', '{n} resolved late'],
  overdue: ['{n} trễ hạn', '{n} overdue'],
  dueSoon: ['{n} sắp đến hạn', '{n} due soon'],
  returned: ['{n} lượt phản ánh lại', '{n} came back'],
} as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    flow: typeof words;
  }
}
