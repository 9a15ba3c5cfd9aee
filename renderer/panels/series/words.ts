import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['Theo thời gian', 'Over time'],
  title: ['{service} theo ngày', '{service} by day'],
  one: ['{indicator}', '{indicator}'],
  days: ['{n} ngày', '{n} day | {n} days'],
  opened: ['tiếp nhận', 'received'],
  closed: ['đã xử lý', 'resolved'],
  usual: ['mức thường', 'usual'],
  usualOf: ['thường {range}', 'usual {range}'],
  perDay: ['{noun}/ngày', '{noun}s/day'],
  perHour: ['{noun}/giờ', '{noun}s/hour'],
  hour: ['{n}h', '{n}h'],
  quarter: ['Q{n}', 'Q{n}'],
  now: ['hôm nay', 'today'],
  today: ['hôm nay, đến {when}', 'today, to {when}'],
  thisHour: ['giờ này, đến {when}', 'this hour, to {when}'],
  newest: ['mới nhất', 'newest'],
  value: ['thực hiện', 'actual'],
  plan: ['kế hoạch', 'plan'],
  samePeriod: ['cùng kỳ năm trước', 'same period last year'],
  estimated: ['số ước, sơ bộ', 'estimated, provisional'],
  was: ['công bố lần đầu', 'first published'],
  someDemo: ['một phần mô phỏng', 'partly demo'],
  thisYear: ['thực hiện {year}', '{year} so far'],
  lastYear: ['năm {year}', '{year}'],
  planYear: ['tiến độ kế hoạch', "plan's course"],
  forecast: ['dự báo', 'forecast'],
  fan: ['khoảng 80% của dự báo', '80% band of the forecast'],
  outside: ['nơi khác dự báo', 'others’ forecast'],
  scenario: ['kịch bản (giả định)', 'scenario (assumed)'],
  late: ['kỳ đã qua, chưa có số', 'period over, no figure yet'],
  seam: ['địa giới mới từ {date}', 'new boundaries since {date}'],
  seamUnits: ['đơn vị mới từ {date}', 'new unit since {date}'],
} as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    series: typeof words;
  }
}
