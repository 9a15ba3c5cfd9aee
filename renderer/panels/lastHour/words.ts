import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['Một giờ qua', 'The last hour'],
  raised: ['{n} cảnh báo mới', '{n} raised'],
  cleared: ['{n} đã hết', '{n} cleared'],
  what: {
    raised: ['mới', 'raised'],
    cleared: ['đã hết', 'cleared'],
    acknowledged: ['đã nhận', 'acknowledged'],
  },
  several: ['{rule}: {n} cảnh báo', '{rule}: {n} alert | {rule}: {n} alerts'],
  calm: ['Không có cảnh báo mới, không có cảnh báo nào hết', 'Nothing was raised, nothing cleared'],
  moved: ['Lệch mức thường nhiều nhất', 'Furthest from the usual'],
  movedIn: ['Lệch mức thường nhiều nhất, {from}–{to}', 'Furthest from the usual, {from}–{to}'],
  still: ['Số tiếp nhận trong mức thường', 'As many received as usual'],
  usual: ['thường {n}', 'usual {n}'],
  usuallyNone: ['thường không có', 'usually none'],
  times: ['×{ratio}', '×{ratio}'],
  since: ['từ {when}', 'since {when}'],
} as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    lastHour: typeof words;
  }
}
