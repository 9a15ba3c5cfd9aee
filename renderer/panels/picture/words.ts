import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['Hình ảnh', 'Picture'],
  alt: ['Hình ảnh: {name}', 'Picture: {name}'],
  failed: ['Không tải được hình', 'The picture did not load'],
  none: ['Chưa có hình', 'No picture yet'],
} as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    picture: typeof words;
  }
}
