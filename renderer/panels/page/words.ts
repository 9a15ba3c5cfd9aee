export const vi = {
  untitled: 'Trang của đơn vị',
  name: 'Trang của đơn vị: {host}',
  failed: 'Trang không mở được',
  slow: 'Trang chưa trả lời',
};
export const en: typeof vi = {
  untitled: 'Unit’s own page',
  name: 'Page of the unit: {host}',
  failed: 'The page did not open',
  slow: 'The page has not answered',
};

declare module '../../locales/messages.ts' {
  interface Messages {
    page: typeof vi;
  }
}
