export const vi = {
  untitled: 'Xếp hạng',
  notYet: 'Chưa đơn vị nào đủ số vụ để xếp hạng',
  noBefore: 'Không có kỳ trước để so sánh',
  'no-risers': 'Chưa đơn vị nào tăng hạng so kỳ trước',
  'no-fallers': 'Chưa đơn vị nào tụt hạng so kỳ trước',
  volume: 'đã và đang xử lý',
  ranked: 'xếp hạng {n} đơn vị',
  moves: 'so kỳ trước',
  indexSet: '{set}: thứ hạng',
  mean: 'trung bình {value}',
  weakest: '{name} {share}',
  weakestBelow: 'dưới tên: thành phần yếu nhất',
  new: 'mới vào bảng xếp hạng',
  newShort: 'mới',
  same: 'giữ hạng',
  up: 'tăng {n} bậc',
  down: 'giảm {n} bậc',
  none: 'Chưa có đơn vị nào được xếp hạng',
};
export const en: typeof vi = {
  untitled: 'Ranking',
  notYet: 'No unit has enough cases to be ranked yet',
  noBefore: 'There is no period before to compare with',
  'no-risers': 'No unit has risen since the period before',
  'no-fallers': 'No unit has fallen since the period before',
  volume: 'closed or open',
  ranked: '{n} units ranked',
  moves: 'against the period before',
  indexSet: '{set}: ranks',
  mean: 'mean {value}',
  weakest: '{name} {share}',
  weakestBelow: 'below: weakest component',
  new: 'new in the ranking',
  newShort: 'new',
  same: 'same place',
  up: 'up {n} places',
  down: 'down {n} places',
  none: 'No unit is ranked yet',
};

declare module '../../locales/messages.ts' {
  interface Messages {
    ranking: typeof vi;
  }
}
