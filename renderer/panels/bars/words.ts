export const vi = {
  untitled: 'Theo loại',
};
export const en: typeof vi = {
  untitled: 'By kind',
};

declare module '../../locales/messages.ts' {
  interface Messages {
    bars: typeof vi;
  }
}
