import { foldName } from '../../contract/names.ts';
import type { Instant } from '../../contract/instants.ts';
import type { Meaning } from '../../contract/questions/drill.ts';
import type { City } from '../../contract/profile.ts';
import { namesOf, type FoundName, type NameLookup } from './name-lookup.ts';
import { LINKS, SINCE, TYPES, UNTIL } from './spoken.ts';
import { timeIn, type NamedTime } from './times.ts';

/** What a text was understood as. */
export interface Understood {
  understood: { words: string; meaning: Meaning }[];
  unknown: string[];
  suggestions: Meaning[];
}

/** What a text is understood by: the names of a profile, and the city's now. */
export interface By {
  lookup: NameLookup;
  at: Instant;
  city: Pick<City, 'timeZone' | 'reportingMonth'>;
  /** Whether any case's number begins so. */
  isNumber: (typed: string) => boolean;
}

/** The most words one name has. */
const LONGEST = 12;
/** Other meanings that are told of the whole text, and looked at for some words. */
const SUGGESTED = 6;
const LOOKED_AT = 12;

interface Words {
  raw: readonly string[];
  folded: readonly string[];
  /** Whether the last word may be unfinished: nothing follows it. */
  begun: boolean;
}

/** The words of a text; what folds to nothing is none. Two dates with a dash between are two words. */
function wordsOf(text: string): Words {
  const raw: string[] = [];
  const folded: string[] = [];
  for (const part of text.normalize('NFC').split(/\s+/))
    for (const word of part.split(/(?<=\d\/\d{1,4})[-–](?=\d{1,2}\/)/)) {
      const plain = foldName(word);
      if (plain === '') continue;
      raw.push(word.replace(/[,;]+$/, ''));
      folded.push(plain);
    }
  return { raw, folded, begun: !/\s$/.test(text) };
}

interface Match {
  words: number;
  names: FoundName[];
  /** What more of the words would be, and is not taken for them. */
  passed: FoundName[];
}

/** Whether a meaning is part of a filter. */
const isPart = ({ as }: Meaning): boolean => as !== 'indicator' && as !== 'source' && as !== 'board';

/**
 * The longest name that words begin with. A name need not be written out, nor from its first word on: some of its words
 * are enough; of the last word of the text, its first letters.
 */
function nameIn(lookup: NameLookup, { raw, folded, begun }: Words): Match | null {
  const firstOf = (n: number): Match => {
    const typed = raw.slice(0, n).join(' ');
    const found = { typed, begun: begun && n === folded.length, most: LOOKED_AT };
    return { words: n, names: namesOf(lookup, folded.slice(0, n).join(' '), found), passed: [] };
  };
  const isExact = ({ names }: Match): boolean => names[0]?.exact === true;
  for (let n = Math.min(LONGEST, folded.length); n > 0; n--) {
    const match = firstOf(n);
    const [best] = match.names;
    if (best === undefined) continue;
    if (best.exact) return match;
    // Of a whole name and one letter more, the name is meant, and the letter begins the next.
    if (n > 1 && folded[n - 1]?.length === 1) {
      const shorter = firstOf(n - 1);
      return isExact(shorter) ? shorter : match;
    }
    // What leads elsewhere than to cases and is not written out gives way to what a case is described by.
    if (isPart(best.meaning)) return match;
    for (let m = n - 1; m > 0; m--) {
      const shorter = firstOf(m);
      if (isExact(shorter) && shorter.names.some(({ meaning }) => isPart(meaning)))
        return { ...shorter, passed: match.names };
    }
    return match;
  }
  return null;
}

const keyOf = (meaning: Meaning): string => JSON.stringify(meaning);

/** A case's number has figures, and more than a time or a count has. */
const NUMBER = /^(?=(?:\D*\d){3})[\p{L}\p{N}][\p{L}\p{N}._:/#()+-]{3,79}$/u;

/** One thing understood, and what else it may be. */
interface Part {
  words: string;
  meaning: Meaning;
  others: readonly FoundName[];
}

/** A time after another, or after a word such as `từ`, as one with it. */
function joinTime(parts: Part[], words: string, time: NamedTime, link: string, at: Instant): void {
  const before = parts.at(-1);
  const from = before?.meaning;
  const word = foldName(link);
  const apart = from?.as === 'time' && (UNTIL.has(word) || from.until < time.since);
  if (before !== undefined && from?.as === 'time' && apart && from.since < time.until) {
    const joined = [before.words, link, words].filter((word) => word !== '').join(' ');
    parts[parts.length - 1] = {
      ...{ words: joined, others: [] },
      meaning: { as: 'time', since: from.since, until: time.until },
    };
    return;
  }
  const until = SINCE.has(word) ? Math.max(at, time.until) : time.until;
  parts.push({ words, meaning: { as: 'time', since: time.since, until }, others: [] });
}

/** Categories of one name are several services': where a service is named too, it is that one's. */
function settleCategories(parts: Part[]): void {
  const named = parts.findLast(({ meaning }) => meaning.as === 'service')?.meaning;
  if (named?.as !== 'service') return;
  for (const part of parts) {
    if (part.meaning.as !== 'category' || part.meaning.service === named.service) continue;
    const own = part.others.find(
      ({ meaning }) => meaning.as === 'category' && meaning.service === named.service,
    );
    if (own !== undefined) part.meaning = own.meaning;
  }
}

/** What a text means, word by word, in the profile's names, states, times and numbers of cases. Pure. */
export function understand(text: string, by: By): Understood {
  const words = wordsOf(text);
  const parts: Part[] = [];
  const unknown: string[] = [];
  const maybe: Meaning[] = [];
  /** The word that links what comes next to what was before. */
  let link = '';
  for (let i = 0; i < words.folded.length;) {
    const left = { ...words, raw: words.raw.slice(i), folded: words.folded.slice(i) };
    const [typed = ''] = left.raw;
    const [first = ''] = left.folded;
    const name = nameIn(by.lookup, left);
    const best = name?.names[0];
    const exact = best?.exact === true;
    const takes = (n: number): string => left.raw.slice(0, n).join(' ');

    const time = timeIn(left, by);
    if (
      time !== null &&
      !(exact && (name?.words ?? 0) >= time.words) &&
      !(time.begun && best?.spelt === true)
    ) {
      joinTime(parts, takes(time.words), time, link, by.at);
      i += time.words;
      link = '';
      continue;
    }
    if (!exact && NUMBER.test(typed) && by.isNumber(typed)) {
      parts.push({ words: typed, meaning: { as: 'id', id: typed }, others: [] });
      [i, link] = [i + 1, ''];
      continue;
    }
    const empty = LINKS.has(first) || TYPES.has(first);
    const alone = words.folded.length === 1;
    if (name === null || best === undefined || (empty && name.words === 1 && !exact && !alone)) {
      if (!empty) unknown.push(typed);
      [i, link] = [i + 1, LINKS.has(first) ? typed : ''];
      continue;
    }
    // One letter more is no reason to narrow what was found: it is only told what it may become.
    if (first.length === 1 && name.words === 1 && !exact && parts.length > 0)
      maybe.push(...name.names.map(({ meaning }) => meaning));
    else
      parts.push({
        words: takes(name.words),
        meaning: best.meaning,
        others: [...name.names.slice(1), ...name.passed],
      });
    [i, link] = [i + name.words, ''];
  }
  settleCategories(parts);
  // What the last words may mean besides comes first: they are being typed.
  const others = parts.toReversed().flatMap((part) => part.others.map(({ meaning }) => meaning));
  const told = new Set(parts.map(({ meaning }) => keyOf(meaning)));
  const suggestions = [...maybe, ...others].filter((meaning) => {
    const fresh = !told.has(keyOf(meaning));
    told.add(keyOf(meaning));
    return fresh;
  });
  return {
    understood: parts.map(({ words, meaning }) => ({ words, meaning })),
    unknown,
    suggestions: suggestions.slice(0, SUGGESTED),
  };
}
