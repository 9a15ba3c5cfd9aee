import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['Bản đồ ô đều', 'Equal-area map'],
  equal: ['mỗi ô một đơn vị', 'one hexagon a unit'],
  none: ['Không nơi nào ngoài mức thường', 'No place is out of the usual'],
} as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    cartogram: typeof words;
  }
}
