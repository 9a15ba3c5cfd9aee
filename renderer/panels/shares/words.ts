export const vi = {
  untitled: 'Cơ cấu',
  states: 'Chỉ tiêu theo trạng thái',
  of: '{noun}',
};
export const en: typeof vi = {
  untitled: 'Make-up',
  states: 'Indicators by state',
  of: '{noun}s',
};

declare module '../../locales/messages.ts' {
  interface Messages {
    shares: typeof vi;
  }
}
