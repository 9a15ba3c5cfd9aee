import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['Vừa tiếp nhận', 'Just received'],
  none: ['Chưa có trường hợp nào', 'No case yet'],
} as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    ticker: typeof words;
  }
}
