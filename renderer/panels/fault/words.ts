export const vi = {
  untitled: 'Chưa hiển thị được',
  what: 'tệp {file} có lỗi',
  expected: 'cần: {expected}',
  found: 'đang là: {found}',
  do: 'Sửa tệp rồi lưu, màn hình tự cập nhật. Các ô và bảng khác vẫn chạy.',
};
export const en: typeof vi = {
  untitled: 'Cannot be shown',
  what: 'the file {file} is wrong',
  expected: 'expected: {expected}',
  found: 'found: {found}',
  do: 'Correct the file and save it: the screen follows by itself. Other tiles and boards go on.',
};

declare module '../../locales/messages.ts' {
  interface Messages {
    fault: typeof vi;
  }
}
