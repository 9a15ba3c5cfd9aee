import type { Language } from '../../sync/contract/languages.ts';

/** One message in both languages, Vietnamese first. */
export type Pair = readonly [vi: string, en: string];
/** Messages in both languages side by side, by name. */
export interface Pairs {
  readonly [name: string]: Pair | Pairs;
}

const isPair = (said: Pair | Pairs): said is Pair => Array.isArray(said);

/** Messages in one language. */
export function spoken(words: Pairs, language: Language): object {
  const inOne = (said: Pair | Pairs): unknown =>
    isPair(said) ? said[language === 'vi' ? 0 : 1] : spoken(said, language);
  return Object.fromEntries(Object.entries(words).map(([name, said]) => [name, inOne(said)]));
}
