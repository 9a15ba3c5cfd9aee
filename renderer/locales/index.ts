export { beside, formats, monthWords, periodWords, type Format } from './format.ts';
export type { Language } from '../../sync/contract/languages.ts';
export type { MessageKey, Say } from './messages.ts';
export type { Pairs } from './pairs.ts';
export { languages, sayer, TIME_ZONE, useWords } from './words.ts';
