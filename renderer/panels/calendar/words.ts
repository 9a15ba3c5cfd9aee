import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['Theo ngày', 'By day'],
  opened: ['{service} tiếp nhận theo ngày', '{service} received by day'],
  closed: ['{service} xử lý xong theo ngày', '{service} resolved by day'],
  late: ['{service} xử lý trễ hạn theo ngày', '{service} resolved late by day'],
  overdue: ['{service} đang trễ hạn cuối ngày', '{service} overdue at the end of the day'],
  off: ['ngày nghỉ', 'day off'],
  unusual: ['trên mức thường', 'above the usual'],
  highest: ['cao nhất {day}', 'highest {day}'],
} as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    calendar: typeof words;
  }
}
