export { formats, periodWords, type Format, type Language } from './format.ts';
export type { MessageKey, Say, Said } from './messages.ts';
export { languages, TIME_ZONE, useWords, type Words } from './words.ts';
