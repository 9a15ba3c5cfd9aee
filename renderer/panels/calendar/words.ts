export const vi = {
  untitled: 'Theo ngày',
  opened: '{service} tiếp nhận theo ngày',
  closed: '{service} xử lý xong theo ngày',
  late: '{service} xử lý trễ hạn theo ngày',
  overdue: '{service} đang trễ hạn cuối ngày',
  weeks: '{n} tuần',
  month: 'Th. {n}',
  off: 'ngày nghỉ',
  highest: 'cao nhất {day}',
};
export const en: typeof vi = {
  untitled: 'By day',
  opened: '{service} received by day',
  closed: '{service} resolved by day',
  late: '{service} resolved late by day',
  overdue: '{service} overdue at the end of the day',
  weeks: '{n} weeks',
  month: 'M{n}',
  off: 'day off',
  highest: 'highest {day}',
};

declare module '../../locales/messages.ts' {
  interface Messages {
    calendar: typeof vi;
  }
}
