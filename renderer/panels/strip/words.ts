import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['Các dịch vụ khác', 'Other services'],
  today: ['{noun} hôm nay', '{noun}s today'],
  offDay: ['{noun}, ngày nghỉ', '{noun}s, day off'],
  bare: {
    today: ['hôm nay', 'today'],
    offDay: ['ngày nghỉ', 'day off'],
    open: ['đang chờ', 'waiting'],
    done: ['hoàn thành', 'completed'],
  },
  open: ['{noun} đang chờ', '{noun}s waiting'],
  done: ['{noun} hoàn thành', '{noun}s completed'],
  new: ['{n} mới hôm nay', '{n} new today'],
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
