import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['Xếp hạng', 'Ranking'],
  notYet: ['Chưa đơn vị nào đủ số lượng để xếp hạng', 'No unit has enough cases to be ranked yet'],
  noBefore: ['Không có kỳ trước để so sánh', 'There is no period before to compare with'],
  'no-risers': ['Chưa đơn vị nào tăng hạng so kỳ trước', 'No unit has risen since the period before'],
  'no-fallers': ['Chưa đơn vị nào giảm hạng so kỳ trước', 'No unit has fallen since the period before'],
  volume: ['đã và đang xử lý', 'closed or open'],
  ranked: ['xếp hạng {n} đơn vị', '{n} unit ranked | {n} units ranked'],
  moves: ['so kỳ trước', 'against the period before'],
  indexSet: ['{set}: thứ hạng', '{set}: ranks'],
  mean: ['trung bình {value}', 'mean {value}'],
  weakest: ['{name} {share}', '{name} {share}'],
  weakestBelow: ['dưới tên: thành phần yếu nhất', 'below: weakest component'],
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
