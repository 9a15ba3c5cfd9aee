import { foldName } from '../../contract/names.ts';
import type { Meaning } from '../../contract/questions/drill.ts';
import type { NameLookup } from './name-lookup.ts';

/** So many nearest names are told. */
const TOLD = 3;
/** Shorter words are near too many. */
const LEAST = 3;

/**
 * How many letters are to be put in, left out, changed or swapped with the next to make one text of another; more than `most` is Infinity.
 * Damerau's distance, of neighbours that are swapped once.
 */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return Infinity;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    if (Math.min(...row) > most) return Infinity;
    [before, last] = [last, row];
  }
  const end = last[b.length] ?? Infinity;
  return end > most ? Infinity : end;
}

/** How far a name is from a folded phrase: spelt otherwise is nearest, then what begins so, then what has other letters. */
function farness(phrase: string, name: string): number {
  if (name === phrase) return 0;
  if (name.startsWith(phrase)) return 0.9;
  return distance(phrase, name, phrase.length < 5 ? 1 : 2);
}

/** What is called nearly as words that are no name, the nearest first. Pure. */
export function nearestTo({ sorted }: NameLookup, words: string): Meaning[] {
  const found = new Map<string, { meaning: Meaning; far: number }>();
  const phrase = foldName(words);
  if (phrase.length < LEAST) return [];
  for (const name of sorted) {
    const far = farness(phrase, name.phrase) + (name.whole ? 0 : 0.5) + name.rank / 10;
    const known = found.get(name.key);
    if (far < Infinity && far < (known?.far ?? Infinity)) found.set(name.key, { meaning: name.meaning, far });
  }
  return [...found.values()]
    .sort((a, b) => a.far - b.far)
    .slice(0, TOLD)
    .map(({ meaning }) => meaning);
}
