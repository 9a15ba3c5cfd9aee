import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['So với mức chung', 'Against the whole'],
  title: ['{service}: tỷ lệ trễ hạn theo đơn vị', '{service}: share late by unit'],
  worse: ['{n} kém hơn', '{n} worse'],
  like: ['{n} không khác rõ mức chung', '{n} in line with the city'],
  better: ['{n} tốt hơn', '{n} better'],
  usual: ['giới hạn 95%', '95% limit'],
  control: ['{share}', '{share}'],
  city: ['chung {share}', 'city {share}'],
  sizes: ['{noun} đã xử lý hoặc trễ hạn', '{noun}s resolved or overdue'],
  dot: ['{n} trễ trong {of} ({share})', '{n} late of {of} ({share})'],
} as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    funnel: typeof words;
  }
}
