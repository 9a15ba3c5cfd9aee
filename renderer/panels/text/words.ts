import type { Pairs } from '../../locales/index.ts';

export const words = { untitled: ['Ghi chú', 'Note'] } as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    text: typeof words;
  }
}
