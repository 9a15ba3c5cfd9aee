import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['Cơ cấu', 'Make-up'],
  states: ['Chỉ tiêu theo trạng thái', 'Indicators by state'],
  of: ['{noun}', '{noun}s'],
} as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    shares: typeof words;
  }
}
