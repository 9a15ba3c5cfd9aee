import type { Pairs } from '../../locales/index.ts';

export const words = {
  untitled: ['Chưa hiển thị được', 'Cannot be shown'],
  what: ['tệp {file} có lỗi', 'the file {file} is wrong'],
  expected: ['cần: {expected}', 'expected: {expected}'],
  found: ['đang là: {found}', 'found: {found}'],
  do: [
    'Sửa tệp rồi lưu, màn hình tự cập nhật. Các ô và bảng khác vẫn chạy.',
    'Correct the file and save it: the screen follows by itself. Other tiles and boards go on.',
  ],
} as const satisfies Pairs;

declare module '../../locales/messages.ts' {
  interface Messages {
    fault: typeof words;
  }
}
