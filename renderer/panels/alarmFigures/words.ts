import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['Chất lượng cảnh báo', 'Alarm quality'],
  days: ['{n} ngày qua', 'last {n} days'],
  standard: ['theo chuẩn ISA-18.2', 'by ISA-18.2'],
  operators: ['{n} người trực', '{n} operators'],
  day: ['Báo cho mỗi người trực, một ngày', 'Rung for an operator, a day'],
  tens: ['Báo cho mỗi người trực, mười phút', 'Rung for an operator, ten minutes'],
  worst: ['Mười phút dồn dập nhất', 'The worst ten minutes'],
  floods: ['Số lần báo dồn dập', 'Floods'],
  flooded: ['Phần thời gian báo dồn dập', 'Share of time in a flood'],
  stale: ['Kéo dài hơn một ngày', 'There for more than a day'],
  chattering: ['Lúc có lúc không', 'Coming and going'],
  ten: ['Mười quy tắc báo nhiều nhất, phần của tất cả', 'The ten loudest rules, of all'],
  acknowledged: ['Có người nhận sau, trung vị', 'Acknowledged after, the median'],
  shelved: ['Đang tạm gác', 'Shelved'],
  off: ['Đang tắt', 'Off'],
  never: ['chưa có', 'none yet'],
  tooSoon: ['chưa đủ ngày', 'too soon'],
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
