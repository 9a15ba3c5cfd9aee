import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['Số liệu chính', 'Key figure'],
  title: {
    units: ['{service}: tỷ lệ đúng hạn', '{service}: share on time'],
    flow: ['{service}: kết quả xử lý', '{service}: what was done'],
    quality: ['Người dân đánh giá {service}', 'What citizens say of {service}'],
  },
  same: ['Cùng kỳ {period}', 'Same period, {period}'],
  better: ['tốt hơn', 'better'],
  worse: ['kém hơn', 'worse'],
  onTime: { red: ['đúng hạn rất thấp', 'far too few on time'], orange: ['đúng hạn thấp', 'too few on time'] },
  periodBefore: [
    '{points}\u00a0điểm phần\u00a0trăm so kỳ trước ({share})',
    '{points}\u00a0points on the period before ({share})',
  ],
  closed: ['Đã xử lý trong kỳ', 'Resolved in the period'],
  late: ['Xử lý trễ hạn', 'Resolved late'],
  overdue: ['Đang trễ hạn', 'Overdue now'],
  returned: ['Lượt phản ánh lại', 'Came back'],
  done: ['{noun} đã xử lý trong kỳ', '{noun}s resolved in the period'],
  ofReceived: ['/{n} tiếp nhận', '/{n} received'],
  ofAll: ['{share} số phải xử lý', '{share} of all to be resolved'],
  plan: ['Kế hoạch ({whose})', 'Plan ({whose})'],
  planYear: ['Kế hoạch năm ({whose})', "Year's plan ({whose})"],
  ceiling: ['Mức trần ({whose})', 'Ceiling ({whose})'],
  ceilingYear: ['Mức trần năm ({whose})', "Year's ceiling ({whose})"],
  progress: ['So kế hoạch', 'Of the plan'],
  expected: ['Tiến độ phải đạt', 'Expected by now'],
} as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    figure: typeof words;
  }
}
