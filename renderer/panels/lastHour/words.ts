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
  several: ['{rule}: {n} cảnh báo', '{rule}: {n} alerts'],
  calm: ['Không có cảnh báo mới, không có cảnh báo nào hết', 'Nothing was raised, nothing cleared'],
  moved: ['Thay đổi nhiều nhất so với bình thường', 'Furthest from the usual'],
  still: ['Số mới tiếp nhận như bình thường', 'As many came in as usual'],
  usual: ['bình thường {n}', 'usual {n}'],
  never: ['bình thường không có', 'usually none'],
  times: ['×{ratio}', '×{ratio}'],
  since: ['từ {when}', 'since {when}'],
} as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    lastHour: typeof words;
  }
}
