export const vi = {
  untitled: 'Tình trạng',
  others: '{n} mục khác',
};
export const en: typeof vi = {
  untitled: 'States',
  others: '{n} more',
};

declare module '../../locales/messages.ts' {
  interface Messages {
    lights: typeof vi;
  }
}
