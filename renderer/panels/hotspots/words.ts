import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['Điểm nóng', 'Hot spots'],
  count: ['{category}: {count} trong {hours} giờ', '{category}: {count} in {hours}\u00a0h'],
  ratio: ['gấp {ratio}', '{ratio}× usual'],
  first: ['thường không\u00a0có', 'usually\u00a0none'],
  unit: ['{unit} xử lý', '{unit} handles it'],
  overdue: ['{n} trễ hạn', '{n} overdue'],
  none: ['Không có điểm nóng trong {hours} giờ qua', 'No hot spot in the last {hours} hours'],
  period: ['{hours} giờ qua', 'last {hours} hours'],
} as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    hotspots: typeof words;
  }
}
