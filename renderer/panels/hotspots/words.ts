export const vi = {
  untitled: 'Điểm nóng',
  count: '{category}: {count} vụ trong {hours} giờ',
  ratio: 'gấp {ratio}',
  first: 'bình thường không có',
  unit: '{unit} đang xử lý',
  overdue: '{n} trễ hạn',
  none: 'Không có điểm nóng trong {hours} giờ qua',
  period: '{hours} giờ qua',
};
export const en: typeof vi = {
  untitled: 'Hot spots',
  count: '{category}: {count} in {hours} hours',
  ratio: '{ratio}× usual',
  first: 'usually none',
  unit: '{unit} is handling it',
  overdue: '{n} overdue',
  none: 'No hot spot in the last {hours} hours',
  period: 'last {hours} hours',
};

declare module '../../locales/messages.ts' {
  interface Messages {
    hotspots: typeof vi;
  }
}
