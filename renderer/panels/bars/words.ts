import type { Pairs } from '../../locales/index.ts';

export const words = { untitled: ['Theo loại', 'By kind'] } as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    bars: typeof words;
  }
}
