interface Words {
  vi: object;
  en: object;
}

/** What each kind of panel says: in `words.ts` of its folder, under its name. */
const FOUND = Object.entries(import.meta.glob<Words>('./*/words.ts', { eager: true })).map(
  ([file, words]) => ({ kind: file.split('/').at(-2) ?? '', words }),
);

/** The words of all kinds of panel, to be joined with those that all say. */
export const panelWords = {
  vi: Object.fromEntries(FOUND.map(({ kind, words }) => [kind, words.vi])),
  en: Object.fromEntries(FOUND.map(({ kind, words }) => [kind, words.en])),
};
