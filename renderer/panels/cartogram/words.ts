export const vi = {
  untitled: 'Bản đồ ô đều',
  equal: 'mỗi ô một đơn vị, to bằng nhau',
  none: 'Không nơi nào khác mức bình thường',
};
export const en: typeof vi = {
  untitled: 'Equal-area map',
  equal: 'one hexagon a unit, all the same size',
  none: 'No place is out of its usual',
};

declare module '../../locales/messages.ts' {
  interface Messages {
    cartogram: typeof vi;
  }
}
