export const vi = {
  untitled: 'Ghi chú',
};
export const en: typeof vi = {
  untitled: 'Note',
};

declare module '../../locales/messages.ts' {
  interface Messages {
    text: typeof vi;
  }
}
