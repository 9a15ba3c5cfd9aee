import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['Chỉ tiêu: nguy cơ trước', 'Indicators: at risk first'],
  noun: ['chỉ tiêu', 'indicators'],
  plan: ['KH {value}', 'plan {value}'],
  planYear: ['KH năm {value}', "year's plan {value}"],
  expected: ['tiến độ {value}', 'expected {value}'],
  short: ['thiếu {value}', 'short by {value}'],
  over: ['vượt {value}', 'over by {value}'],
  chance: ['khả năng đạt {share}', '{share} chance of meeting it'],
  under: ['dưới {share}', 'under {share}'],
  above: ['trên {share}', 'over {share}'],
  samePeriod: ['{change} so cùng kỳ', '{change} on same period'],
  percentPoints: ['{n} điểm %', '{n} points'],
  points: ['{change} điểm so cùng kỳ', '{change} points on same period'],
  rows: ['{n} chỉ tiêu', '{n} indicators'],
  counts: [
    '{red} nguy cơ, {orange} chậm, {green} đạt, {unknown} chưa đủ cơ sở',
    '{red} at risk, {orange} behind, {green} on course, {unknown} not assessed',
  ],
} as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    indicators: typeof words;
  }
}
