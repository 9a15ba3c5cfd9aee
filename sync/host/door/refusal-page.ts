const WORDS = {
  vi: {
    why: 'Các cửa sổ của màn hình lớn chỉ mở được trên chính máy của nó và trên máy đã ghi danh.',
    lead: 'Từ máy khác, hãy mở bàn điều hành để đăng nhập hoặc ghi danh máy này',
  },
  en: {
    why: "The wall's own windows open on its own machine, and on those that are enrolled.",
    lead: 'From another machine, open a console to sign in or to enrol it',
  },
} as const;

const paragraphs = Object.entries(WORDS).map(
  ([language, { why, lead }]) => `<p lang="${language}">${why} <a href="/?console">${lead}</a>.</p>`,
);

/** What whoever opens a window of the wall on another machine is shown. */
export const WALL_WINDOWS_STAY = `<!doctype html>
<html lang="vi">
  <meta name="viewport" content="width=device-width" />
  <title>Citywall</title>
  <style>
    body { margin: 0; display: grid; place-content: center; min-height: 100vh; padding: 2rem; box-sizing: border-box;
      background: #0b1017; color: #e8edf3; font: 1.25rem/1.5 system-ui, sans-serif; }
    p { max-width: 40rem; margin: 0 0 1rem; }
    [lang='en'] { color: #a8b3c0; }
    a { color: #6cb6ff; }
  </style>
  ${paragraphs.join('\n  ')}
</html>
`;
