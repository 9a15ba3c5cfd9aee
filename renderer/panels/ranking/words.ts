import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['Xếp hạng', 'Ranking'],
  notYet: ['Chưa có phản ánh nào đến hạn để so sánh', 'Nothing is due yet that could be compared'],
  noBefore: ['Không có kỳ trước để so sánh', 'There is no period before to compare with'],
  'no-worse': ['Không đơn vị nào trễ hơn hẳn mức chung', 'No unit is later than the city beyond chance'],
  'no-better': ['Chưa đơn vị nào tốt hơn hẳn mức chung', 'No unit is better than the city beyond chance'],
  'no-change': ['Chưa đơn vị nào thay đổi rõ rệt', 'No unit has changed beyond chance'],
  'no-risers': ['Chưa đơn vị nào tăng hạng so kỳ trước', 'No unit has risen since the period before'],
  'no-fallers': ['Chưa đơn vị nào giảm hạng so kỳ trước', 'No unit has fallen since the period before'],
  group: {
    worse: ['{n} khác kém hơn', '{n} more worse'],
    like: ['{n} không khác rõ mức chung', '{n} in line with the city'],
    better: ['{n} tốt hơn', '{n} better'],
  },
  nobodys: ['chưa rõ đơn vị', 'unit not known'],
  alikeRated: [
    '{n} đơn vị, {rated} lượt: chưa đơn vị nào khác hẳn mức chung',
    'Ratings: {rated}. None of the units differs from the city beyond chance',
  ],
  city: ['chung {share}', 'city {share}'],
  later: ['trễ hơn mức chung', 'later than the city'],
  interval: ['khoảng tin cậy {share}', '{share} intervals'],
  against: ['so với {range}', 'against {range}'],
  was: ['trước đó {share}', 'before: {share}'],
  changedToo: ['{n} khác cũng thay đổi', '{n} more changed'],
  unchanged: ['{n} không đổi rõ rệt', '{n} not clearly changed'],
  volume: ['đã và đang xử lý', 'closed or open'],
  late: ['xử lý trễ và đang trễ hạn', 'closed late or overdue'],
  overdue: ['đang trễ hạn, trong số đang xử lý', 'overdue, of those open'],
  missed: ['trễ', 'late'],
  ofJudged: ['/{n}', '/{n}'],
  ofOpen: ['trong số đang xử lý', 'of those open'],
  ofDone: ['trong số đã xử lý, trễ hạn', 'of those closed, overdue'],
  indexSet: ['{set}: thứ hạng', '{set}: ranks'],
  mean: ['trung bình {value}/{max}', 'mean {value} of {max}'],
  scale: ['điểm/{max}', 'score of {max}'],
  new: ['mới vào bảng xếp hạng', 'new in the ranking'],
  newShort: ['mới', 'new'],
  same: ['giữ hạng', 'same place'],
  up: ['tăng {n} bậc', 'up {n} place | up {n} places'],
  down: ['giảm {n} bậc', 'down {n} place | down {n} places'],
  none: ['Chưa có đơn vị nào được xếp hạng', 'No unit is ranked yet'],
} as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    ranking: typeof words;
  }
}
