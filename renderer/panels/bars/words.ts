import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['Theo loại', 'By kind'],
  usual: ['vạch: mức thường', 'mark: usual'],
} as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    bars: typeof words;
  }
}
