import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['Chất lượng cảnh báo', 'Alarm quality'],
  days: ['{n} ngày qua', 'last {n} day | last {n} days'],
  standard: ['theo chuẩn ISA-18.2', 'by ISA-18.2'],
  operators: ['{n} người trực', '{n} operator | {n} operators'],
  day: ['Cảnh báo mỗi người trực, một ngày', 'Alerts per operator, a day'],
  tens: ['Cảnh báo mỗi người trực, mười phút', 'Alerts per operator, ten minutes'],
  worst: ['Mười phút dồn dập nhất', 'The worst ten minutes'],
  floods: ['Số đợt cảnh báo dồn dập', 'Floods'],
  flooded: ['Tỷ lệ thời gian dồn dập', 'Share of time in a flood'],
  stale: ['Kéo dài hơn một ngày', 'Open for more than a day'],
  chattering: ['Lúc có lúc không', 'Coming and going'],
  ten: ['Mười quy tắc nhiều cảnh báo nhất, trên tổng số', 'The ten busiest rules, of all'],
  acknowledged: ['Thời gian đến khi nhận, trung vị', 'Time to acknowledge, median'],
  shelved: ['Đang tạm gác', 'Shelved'],
  off: ['Đang tắt', 'Off'],
  never: ['chưa có', 'none yet'],
  tooSoon: ['chưa đủ ngày', 'too few days'],
  most: ['chuẩn: không quá {n}', 'standard: at most {n}'],
  below: ['chuẩn: dưới {n}', 'standard: below {n}'],
  zero: ['chuẩn: không có', 'standard: none'],
  over: ['{n} mục vượt chuẩn', '{n} over the standard'],
  fine: ['mọi mục trong chuẩn', 'all within the standard'],
  perDay: ['cảnh báo mỗi ngày, chuẩn không quá {n}', 'alerts a day, standard at most {n}'],
  perTen: [
    'cảnh báo mỗi mười phút trong 24 giờ qua, dồn dập từ trên {n}',
    'alerts in ten minutes, last 24 hours; a flood above {n}',
  ],
  raised: ['mọi mức', 'all'],
  acceptable: ['chuẩn', 'standard'],
  flood: ['dồn dập', 'flood'],
  lasted: ['thường kéo dài {span}', 'mostly lasts {span}'],
  none: ['Chưa có cảnh báo nào', 'No alert yet'],
} as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    alarmFigures: typeof words;
  }
}
