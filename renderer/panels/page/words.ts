import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['Trang của đơn vị', 'Unit’s own page'],
  name: ['Trang của đơn vị: {host}', 'Page of the unit: {host}'],
  failed: ['Trang không mở được', 'The page did not open'],
  slow: ['Trang chưa trả lời', 'The page has not answered'],
} as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    page: typeof words;
  }
}
