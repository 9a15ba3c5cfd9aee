/** The profile's code for each word of the file; null where the file's word says that nothing is known. */
export type Words<T extends string = string> = Readonly<Record<string, T | null>>;

/** Looks a word up: undefined where nothing is said of it. */
export type Translate<T extends string> = (word: string) => T | null | undefined;

/**
 * Looks words of a file up as they stand. A key that ends in `*` is for all words that begin as it does, the
 * longest such key first, so that `*` alone is for every word not named otherwise.
 */
export function translator<T extends string>(words: Words<T>): Translate<T> {
  const whole = new Map(Object.entries(words));
  const beginnings = [...whole]
    .filter(([key]) => key.endsWith('*'))
    .map(([key, to]) => ({ begins: key.slice(0, -1), to }))
    .sort((a, b) => b.begins.length - a.begins.length);
  return (word) => {
    const exact = whole.get(word);
    return exact === undefined ? beginnings.find(({ begins }) => word.startsWith(begins))?.to : exact;
  };
}
