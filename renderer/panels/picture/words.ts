export const vi = {
  untitled: 'Hình ảnh',
  alt: 'Hình ảnh: {name}',
  failed: 'Không tải được hình',
  none: 'Chưa có hình',
};
export const en: typeof vi = {
  untitled: 'Picture',
  alt: 'Picture: {name}',
  failed: 'The picture did not load',
  none: 'No picture yet',
};

declare module '../../locales/messages.ts' {
  interface Messages {
    picture: typeof vi;
  }
}
