import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['Bản đồ', 'Map'],
  density: ['mỗi km²', 'per km²'],
  densitySmall: ['hình nhỏ: mỗi km²', 'small map: per km²'],
  usual: ['số lần mức thường', 'times the usual'],
  usualOver: ['số lần mức thường, {range}', 'times the usual, {range}'],
  overdue: ['{noun} đang trễ hạn', '{noun}s overdue'],
  within: ['còn lại', 'the rest'],
  circles: ['{noun}', '{noun}s'],
  stands: ['mọi lĩnh vực, nhiều hơn mức thường:', 'all fields, above the usual:'],
  standsOne: ['{area} {count} (×{ratio})', '{area} {count} (×{ratio})'],
  standsNew: ['{area} {count} (thường không có)', '{area} {count} (usually none)'],
  standsMore: ['và {n} nơi khác', 'and {n} more'],
  leads: ['{area}: {n} {noun}', '{area}: {n} {noun} | {area}: {n} {noun}s'],
  orMore: ['{n} trở lên', '{n} or more'],
  unknown: ['chưa xác định địa bàn: {n}', 'place unknown: {n}'],
  former: ['ở địa bàn cũ: {n}', 'in former areas: {n}'],
  base: ['nền: {whose}', 'base: {whose}'],
  noBase: ['không đọc được bản đồ nền', 'the base map cannot be read'],
  schematic: ['ranh giới giản lược', 'schematic borders'],
  plain: ['hình vẽ đơn giản, không có WebGL', 'plain drawing, no WebGL'],
  all: ['Toàn thành phố', 'Whole city'],
  spot: ['{count} trong {hours} giờ', '{count} in {hours}\u00a0h'],
  spotTimes: ['{count} trong {hours} giờ, ×{ratio}', '{count} in {hours}\u00a0h, ×{ratio}'],
} as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    map: typeof words;
  }
}
