export const vi = {
  untitled: 'Chỉ tiêu: nguy cơ trước',
  noun: 'chỉ tiêu',
  plan: 'KH {value}',
  planYear: 'KH năm {value}',
  expected: 'tiến độ {value}',
  short: 'thiếu {value}',
  over: 'vượt {value}',
  samePeriod: '{change} so cùng kỳ',
  percentPoints: '{n} điểm %',
  points: '{change} điểm so cùng kỳ',
  rows: '{n} chỉ tiêu',
  counts: '{red} nguy cơ, {orange} chậm, {green} đạt, {unknown} chưa đủ cơ sở',
};
export const en: typeof vi = {
  untitled: 'Indicators: at risk first',
  noun: 'indicators',
  plan: 'plan {value}',
  planYear: "year's plan {value}",
  expected: 'expected {value}',
  short: 'short by {value}',
  over: 'over by {value}',
  samePeriod: '{change} on same period',
  percentPoints: '{n} points',
  points: '{change} points on same period',
  rows: '{n} indicators',
  counts: '{red} at risk, {orange} behind, {green} on course, {unknown} not assessed',
};

declare module '../../locales/messages.ts' {
  interface Messages {
    indicators: typeof vi;
  }
}
