import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['Các dịch vụ khác', 'Other services'],
  today: ['hôm nay', 'today'],
  day: ['ngày {day}', 'on {day}'],
  offDay: ['ngày nghỉ', 'day off'],
  open: ['đang chờ', 'waiting'],
  done: ['hoàn thành', 'completed'],
  new: ['{n} mới hôm nay', '{n} new today'],
  newOn: ['{n} mới ngày {day}', '{n} new on {day}'],
  waiting: ['{n} đang xử lý', '{n} open'],
  overdue: ['{n} trễ hạn', '{n} overdue'],
  onTime: ['{share} đúng hạn, 30 ngày', '{share} on time, 30 days'],
  onTimeSince: ['{share} đúng hạn, từ {date}', '{share} on time, since {date}'],
  usual: ['thường {low}–{high}', 'usual {low}–{high}'],
} as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    strip: typeof words;
  }
}
