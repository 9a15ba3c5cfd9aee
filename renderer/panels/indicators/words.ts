import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['Chỉ tiêu: nguy cơ trước', 'Indicators: at risk first'],
  noun: ['chỉ tiêu', 'indicators'],
  plan: ['KH {value}', 'plan {value}'],
  planYear: ['KH năm {value}', "year's plan {value}"],
  expected: ['tiến độ {value}', 'expected {value}'],
  short: ['thiếu {value}', 'short by {value}'],
  over: ['vượt {value}', 'over by {value}'],
  overLimit: ['vượt ngưỡng hôm nay {value}', '{value} over today’s limit'],
  chance: ['khả năng đạt {share}', '{share} chance of meeting it'],
  chanceBrief: ['khả năng {share}', '{share} chance'],
  under: ['dưới {share}', 'under {share}'],
  above: ['trên {share}', 'over {share}'],
  forecast: {
    end: ['Dự báo {period}, 80 %', 'Forecast for {period}, 80%'],
    against: [
      '{method}, sai số {mase} (giữ mức gần nhất: {naive})',
      '{method}, error {mase} (last value going on: {naive})',
    ],
    ofNaive: ['{method}, sai số {mase}', '{method}, error {mase}'],
    worse: ['không hơn cách đơn giản nhất', 'no better than the simplest'],
    naive: ['giữ mức gần nhất', 'last value going on'],
    seasonalNaive: ['lặp lại năm trước', 'as the year before'],
    theta: ['phương pháp theta', 'theta method'],
    ets: ['san bằng mũ', 'exponential smoothing'],
    mean: ['trung bình các phương pháp', 'mean of methods'],
    lastYear: ['theo nhịp năm trước', 'last year’s course'],
    noValue: ['chưa có số liệu để dự báo', 'no values to forecast from'],
    tooOld: ['số liệu quá cũ để dự báo', 'too old to forecast from'],
    done: ['năm đã đủ số liệu', 'the year is told in full'],
    tooShort: [
      'lịch sử quá ngắn để dự báo: {have} kỳ liền, cần {need}',
      'history too short to forecast: {have} periods in a row, {need} needed',
    ],
    gaps: [
      'lịch sử đứt quãng, chưa dự báo: {have} kỳ liền, cần {need}',
      'history broken, no forecast: {have} periods in a row, {need} needed',
    ],
  },
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
