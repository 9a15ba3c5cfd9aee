import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['Tình trạng', 'States'],
  others: ['còn {n} mục', '{n} more'],
} as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    lights: typeof words;
  }
}
