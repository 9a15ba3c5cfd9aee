export const vi = {
  untitled: 'Các dịch vụ khác',
  today: '{noun} hôm nay',
  offDay: '{noun}, ngày nghỉ',
  open: '{noun} đang chờ',
  done: '{noun} hoàn thành',
  new: '{n} mới hôm nay',
  waiting: '{n} đang xử lý',
  overdue: '{n} trễ hạn',
  noneOverdue: 'không trễ hạn',
  onTime: '{share} đúng hạn, 30 ngày',
  onTimeSince: '{share} đúng hạn, từ {date}',
  usual: 'bình thường {low} – {high}',
};
export const en: typeof vi = {
  untitled: 'Other services',
  today: '{noun}s today',
  offDay: '{noun}s, day off',
  open: '{noun}s waiting',
  done: '{noun}s done',
  new: '{n} new today',
  waiting: '{n} open',
  overdue: '{n} overdue',
  noneOverdue: 'none overdue',
  onTime: '{share} on time, 30 days',
  onTimeSince: '{share} on time, since {date}',
  usual: 'usual {low} – {high}',
};

declare module '../../locales/messages.ts' {
  interface Messages {
    strip: typeof vi;
  }
}
