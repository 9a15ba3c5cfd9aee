export const vi = {
  untitled: 'Số liệu chính',
  title: {
    units: '{service}: tỷ lệ đúng hạn',
    flow: '{service}: kết quả xử lý',
    quality: 'Người dân đánh giá {service}',
  },
  same: 'Cùng kỳ {period}',
  better: 'tốt hơn',
  worse: 'kém hơn',
  onTime: { red: 'đúng hạn thấp', orange: 'đúng hạn chưa đạt' },
  periodBefore: '{points} điểm % so kỳ trước ({share})',
  closed: 'Đã xử lý trong kỳ',
  late: 'Xử lý trễ hạn',
  overdue: 'Đang trễ hạn',
  returned: 'Lượt phản ánh lại',
  done: '{noun} đã xử lý trong kỳ',
  ofReceived: '/{n} tiếp nhận',
  ofAll: '{share} số phải xử lý',
  plan: 'Kế hoạch ({whose})',
  planYear: 'Kế hoạch năm ({whose})',
  progress: 'So kế hoạch',
  expected: 'Tiến độ phải đạt',
};
export const en: typeof vi = {
  untitled: 'Key figure',
  title: {
    units: '{service}: share on time',
    flow: '{service}: what was done',
    quality: 'What citizens say of {service}',
  },
  same: 'Same period, {period}',
  better: 'better',
  worse: 'worse',
  onTime: { red: 'far too few on time', orange: 'too few on time' },
  periodBefore: '{points} points on the period before ({share})',
  closed: 'Resolved in the period',
  late: 'Resolved late',
  overdue: 'Overdue now',
  returned: 'Came back',
  done: '{noun}s resolved in the period',
  ofReceived: '/{n} received',
  ofAll: '{share} of all to be resolved',
  plan: 'Plan ({whose})',
  planYear: "Year's plan ({whose})",
  progress: 'Of the plan',
  expected: 'Expected by now',
};

declare module '../../locales/messages.ts' {
  interface Messages {
    figure: typeof vi;
  }
}
