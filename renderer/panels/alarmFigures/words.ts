import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['Chất lượng cảnh báo', 'Alarm quality'],
  days: ['{n} ngày qua', 'last {n} day | last {n} days'],
  standard: ['chuẩn', 'standard'],
  operators: ['{n} người trực', '{n} operator | {n} operators'],
  day: ['Mỗi người trực, một ngày', 'Per operator, a day'],
  tens: ['Mỗi người trực, mười phút', 'Per operator, ten minutes'],
  worst: ['Mỗi người trực, mười phút dồn dập nhất', 'Per operator, the worst ten minutes'],
  flooded: ['Thời gian dồn dập', 'Time in alarm floods'],
  stale: ['Kéo dài quá một ngày', 'Open over a day'],
  chattering: ['Cảnh báo chập chờn', 'Chattering'],
  ten: ['Mười quy tắc đầu', 'The ten busiest rules'],
  acknowledged: ['Thời gian tiếp nhận, trung vị', 'To acknowledge, median'],
  shelved: ['Đang tạm gác', 'Shelved'],
  off: ['Đang tắt', 'Off'],
  never: ['chưa có', 'none yet'],
  tooSoon: ['chưa đủ ngày', 'too few days'],
  most: ['≤\u00a0{n}', '≤\u00a0{n}'],
  below: ['<\u00a0{n}', '<\u00a0{n}'],
  over: ['{n} vượt chuẩn', '{n} over the standard'],
  fine: ['trong chuẩn', 'within the standard'],
  young: ['chưa đủ số liệu để đánh giá', 'too early to judge'],
  perDay: [
    'mỗi ngày, không tính giờ yên lặng; chuẩn ≤\u00a0{n}',
    'a day, quiet hours left out; standard ≤\u00a0{n}',
  ],
  perTen: [
    'mỗi mười phút, 24 giờ qua; dồn dập >\u00a0{n}',
    'in ten minutes, last 24\u00a0h; a flood >\u00a0{n}',
  ],
  raised: ['mọi mức', 'all'],
  acceptable: ['chuẩn', 'standard'],
  flood: ['dồn dập', 'flood'],
  lasted: ['kéo dài đến nay, trung vị', 'how long so far, median'],
  none: ['Chưa có cảnh báo nào', 'No alert yet'],
} as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    alarmFigures: typeof words;
  }
}
