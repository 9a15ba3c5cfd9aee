import type { Pairs } from '../../locales/index.ts';

export const words = { untitled: ['Giờ của thành phố', 'The city’s time'] } as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    clock: typeof words;
  }
}
