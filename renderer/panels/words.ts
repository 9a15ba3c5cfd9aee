import type { Pairs } from '../locales/index.ts';

const found = import.meta.glob<Pairs>('./*/words.ts', { eager: true, import: 'words' });

/** What each kind of panel says, by its name: the `words.ts` of its folder. To be joined with what all say. */
export const panelWords: Pairs = Object.fromEntries(
  Object.entries(found).map(([file, words]) => [file.split('/').at(-2) ?? file, words]),
);
