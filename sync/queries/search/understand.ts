import { foldName, spellName } from '../../contract/names.ts';
import type { Instant } from '../../contract/instants.ts';
import type { CaseFilter, Meaning } from '../../contract/questions/drill.ts';
import { beginning, type NameIndex, type Named } from './name-index.ts';
import { JOINING } from './spoken.ts';
import { timeIn } from './times.ts';

/** What a text was understood as. */
export interface Understood {
  understood: { words: string; meaning: Meaning }[];
  unknown: string[];
  suggestions: Meaning[];
}

/** The most words one name has. */
const LONGEST = 12;
/** Other meanings that are told. */
const SUGGESTED = 6;

interface Words {
  raw: readonly string[];
  folded: readonly string[];
}

/** The words of a text; what folds to nothing is none. */
function wordsOf(text: string): Words {
  const raw: string[] = [];
  const folded: string[] = [];
  for (const word of text.normalize('NFC').split(/\s+/)) {
    const plain = foldName(word);
    if (plain === '') continue;
    raw.push(word.replace(/[,;]+$/, ''));
    folded.push(plain);
  }
  return { raw, folded };
}

interface Match {
  words: number;
  names: Named[];
}

/** Whole names first, then names that go on; among them by rank, and those spelt as typed before those that only fold alike. */
function ordered(names: readonly Named[], phrase: string, typed: string): Named[] {
  const spelt = spellName(typed);
  const score = (name: Named): number =>
    (name.phrase === phrase ? 0 : 100) +
    name.rank * 2 +
    (name.spelt === spelt || spelt === phrase ? 0 : 1) +
    name.phrase.length / 1000;
  return [...names].sort((a, b) => score(a) - score(b));
}

/**
 * The longest name that words begin with. A name need not be written out: its first words are enough; of the last
 * word of the text, its first letters.
 */
function nameIn(index: NameIndex, { raw, folded }: Words): Match | null {
  for (let n = Math.min(LONGEST, folded.length); n > 0; n--) {
    const phrase = folded.slice(0, n).join(' ');
    const last = n === folded.length;
    const names = beginning(index, phrase).filter(
      (name) => last || name.phrase === phrase || name.phrase.startsWith(`${phrase} `),
    );
    if (names.length > 0) return { words: n, names: ordered(names, phrase, raw.slice(0, n).join(' ')) };
  }
  return null;
}

const keyOf = (meaning: Meaning): string => JSON.stringify(meaning);

/** A case's number has figures, and more than a time or a count has. */
const NUMBER = /^(?=(?:\D*\d){3})[\p{L}\p{N}][\p{L}\p{N}._:/#()+-]{3,79}$/u;

/** What a text means, word by word, in the profile's names, states, times and numbers of cases. Pure. */
export function understand(
  text: string,
  by: { index: NameIndex; at: Instant; timeZone: string; isNumber: (typed: string) => boolean },
): Understood {
  const words = wordsOf(text);
  const result: Understood = { understood: [], unknown: [], suggestions: [] };
  const told = new Set<string>();
  const others: Named[] = [];
  for (let i = 0; i < words.folded.length;) {
    const left = { raw: words.raw.slice(i), folded: words.folded.slice(i) };
    const take = (n: number, meaning: Meaning): void => {
      result.understood.push({ words: left.raw.slice(0, n).join(' '), meaning });
      told.add(keyOf(meaning));
      i += n;
    };
    const typed = left.raw[0] ?? '';
    const name = nameIn(by.index, left);
    const whole = name?.names[0]?.phrase === left.folded.slice(0, name?.words).join(' ');
    const time = timeIn(left.raw, left.folded, by.at, by.timeZone);
    if (time !== null && !(whole && (name?.words ?? 0) >= time.words)) {
      take(time.words, { as: 'time', since: time.since, until: time.until });
      continue;
    }
    if (!whole && NUMBER.test(typed) && by.isNumber(typed)) {
      take(1, { as: 'id', id: typed });
      continue;
    }
    const [best] = name?.names ?? [];
    const joining = JOINING.has(left.folded[0] ?? '');
    if (
      name === null ||
      best === undefined ||
      (joining && name.words === 1 && !whole && left.folded.length > 1)
    ) {
      if (!joining) result.unknown.push(typed);
      i += 1;
      continue;
    }
    others.push(...name.names.slice(1));
    take(name.words, best.meaning);
  }
  for (const { meaning } of others) {
    if (result.suggestions.length >= SUGGESTED) break;
    if (told.has(keyOf(meaning))) continue;
    told.add(keyOf(meaning));
    result.suggestions.push(meaning);
  }
  return result;
}

/** The filter that meanings come to together: of two of one kind the later. What is no part of a filter is left out. */
export function filterOf(meanings: readonly Meaning[]): CaseFilter {
  const filter: CaseFilter = { tree: true };
  for (const meaning of meanings)
    switch (meaning.as) {
      case 'service':
        filter.service = meaning.service;
        break;
      case 'category':
        filter.service = meaning.service;
        filter.category = meaning.category;
        break;
      case 'unit':
        filter.unit = meaning.unit;
        break;
      case 'area':
        filter.area = meaning.area;
        break;
      case 'state':
        filter.state = meaning.state;
        break;
      case 'time':
        filter.since = meaning.since;
        filter.until = meaning.until;
        break;
      case 'id':
        filter.id = meaning.id;
        break;
      case 'indicator':
      case 'source':
      case 'board':
        break;
    }
  return filter;
}
