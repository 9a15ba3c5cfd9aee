export { formats, periodWords, type Format, type Language } from './format.ts';
export type { MessageKey, Say } from './messages.ts';
export type { Pairs } from './pairs.ts';
export { languages, TIME_ZONE, useWords } from './words.ts';
