export const vi = {
  untitled: 'Bản đồ',
  density: '{noun} / km², {range}',
  usual: 'gấp mấy lần mức bình thường, {range}',
  overdue: '{noun} đang trễ hạn ở mỗi đơn vị',
  within: 'không vượt rõ mức bình thường',
  orMore: '{n} trở lên',
  unknown: 'không rõ nơi: {n}',
  former: 'ở địa bàn cũ: {n}',
  base: 'nền: {whose}',
  noBase: 'không đọc được bản đồ nền',
  schematic: 'ranh giới giản lược',
  plain: 'hình vẽ đơn giản, không có WebGL',
  all: 'Toàn thành phố: {noun} / km²',
  spot: '{count} trong {hours} giờ, {ratio}',
};
export const en: typeof vi = {
  untitled: 'Map',
  density: '{noun} density per km², {range}',
  usual: 'times the usual, {range}',
  overdue: 'overdue now in each area',
  within: 'not clearly above the usual',
  orMore: '{n} or more',
  unknown: 'place unknown: {n}',
  former: 'in former areas: {n}',
  base: 'base: {whose}',
  noBase: 'the base map cannot be read',
  schematic: 'schematic borders',
  plain: 'plain drawing, no WebGL',
  all: 'Whole city: {noun} density',
  spot: '{count} in {hours} h, {ratio}',
};

declare module '../../locales/messages.ts' {
  interface Messages {
    map: typeof vi;
  }
}
