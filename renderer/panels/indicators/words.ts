import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['Chỉ tiêu có nguy cơ không đạt', 'Indicators at risk'],
  noun: ['chỉ tiêu', 'indicators'],
  scale: ['vạch: kế hoạch đến nay', 'mark: plan to date'],
  scaleCeiling: ['vạch: kế hoạch, trần đến nay', 'mark: plan, ceiling to date'],
  hatched: ['gạch chéo: số sơ bộ, ước tính', 'hatched: provisional, estimated'],
  plan: ['KH {value}', 'plan {value}'],
  planYear: ['KH năm {value}', "year's plan {value}"],
  ceiling: ['trần {value}', 'ceiling {value}'],
  ceilingYear: ['trần năm {value}', "year's ceiling {value}"],
  expected: ['tiến độ {value}', 'expected {value}'],
  short: ['thiếu {value}', 'short by {value}'],
  over: ['vượt trần +{value}', '{value} over the ceiling'],
  overLimit: ['vượt ngưỡng cảnh báo {value}', '{value} over the alert limit'],
  chance: ['khả năng đạt {share}', '{share} chance of meeting it'],
  chanceBrief: ['khả năng đạt {share}', '{share} chance'],
  under: ['dưới {share}', 'under {share}'],
  above: ['trên {share}', 'over {share}'],
  forecast: {
    end: ['Dự báo {period}, 80%', 'Forecast for {period}, 80%'],
    worse: ['không hơn cách đơn giản nhất', 'no better than the simplest'],
    naive: ['giữ mức gần nhất', 'last value going on'],
    seasonalNaive: ['theo diễn biến năm trước', 'as the year before'],
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
  percentPoints: ['{n}\u00a0điểm\u00a0phần\u00a0trăm', '{n}\u00a0points'],
  points: ['{change}\u00a0điểm\u00a0phần\u00a0trăm so cùng kỳ', '{change}\u00a0points on same period'],
  more: ['còn {n} chỉ tiêu', '{n} more indicator | {n} more indicators'],
  moreAtRisk: ['còn {n} chỉ tiêu nguy cơ', '{n} more at risk'],
  moreBehind: ['{n} chậm', '{n} behind'],
  rows: ['{n} chỉ tiêu', '{n} indicator | {n} indicators'],
  counts: [
    '{red} nguy cơ, {orange} chậm, {green} đúng tiến độ, {unknown} chưa đủ căn cứ',
    '{red} at risk, {orange} behind, {green} on course, {unknown} cannot be assessed',
  ],
} as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    indicators: typeof words;
  }
}
