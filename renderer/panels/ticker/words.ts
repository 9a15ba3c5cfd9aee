export const vi = {
  untitled: 'Vừa tiếp nhận',
  none: 'Chưa có trường hợp nào',
};
export const en: typeof vi = {
  untitled: 'Just received',
  none: 'No case yet',
};

declare module '../../locales/messages.ts' {
  interface Messages {
    ticker: typeof vi;
  }
}
