import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['Bản đồ', 'Map'],
  density: ['{noun} / km², {range}', '{noun} density per km², {range}'],
  usual: ['số lần mức thường, {range}', 'times the usual, {range}'],
  overdue: ['{noun} đang trễ hạn ở mỗi đơn vị', 'overdue now in each area'],
  within: ['không vượt rõ mức thường', 'not clearly above the usual'],
  circles: ['{noun} mỗi địa bàn', '{noun}s of an area'],
  stands: ['trên mức thường:', 'above the usual:'],
  standsOne: ['{area} {count} ({ratio} lần)', '{area} {count} (×{ratio})'],
  standsNew: ['{area} {count} (thường không có)', '{area} {count} (usually none)'],
  standsMore: ['và {n} nơi khác', 'and {n} more'],
  orMore: ['{n} trở lên', '{n} or more'],
  unknown: ['chưa xác định địa bàn: {n}', 'place unknown: {n}'],
  former: ['ở địa bàn cũ: {n}', 'in former areas: {n}'],
  base: ['nền: {whose}', 'base: {whose}'],
  noBase: ['không đọc được bản đồ nền', 'the base map cannot be read'],
  schematic: ['ranh giới giản lược', 'schematic borders'],
  plain: ['hình vẽ đơn giản, không có WebGL', 'plain drawing, no WebGL'],
  all: ['Toàn thành phố: {noun} / km²', 'Whole city: {noun} density'],
  spot: ['{count} trong {hours} giờ, {ratio}', '{count} in {hours}\u00a0h, {ratio}'],
} as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    map: typeof words;
  }
}
