export const vi = {
  untitled: 'Vào và ra',
  title: '{service}: vào và ra trong kỳ',
  before: 'Tồn đầu kỳ',
  opened: 'Tiếp nhận',
  closed: 'Đã xử lý',
  open: 'Đang mở',
  late: '{n} xử lý trễ hạn',
  overdue: '{n} trễ hạn',
  dueSoon: '{n} sắp đến hạn',
  returned: '{n} lượt phản ánh lại',
};
export const en: typeof vi = {
  untitled: 'In and out',
  title: '{service}: in and out of the period',
  before: 'Open before',
  opened: 'Received',
  closed: 'Resolved',
  open: 'Open',
  late: '{n} resolved late',
  overdue: '{n} overdue',
  dueSoon: '{n} due soon',
  returned: '{n} came back',
};

declare module '../../locales/messages.ts' {
  interface Messages {
    flow: typeof vi;
  }
}
