import { foldName } from '../../contract/names.ts';
import type { Instant } from '../../contract/instants.ts';
import type { Meaning } from '../../contract/questions/drill.ts';
import type { City } from '../../contract/profile.ts';
import { namesOf, type FoundName, type NameLookup } from './name-lookup.ts';
import { nearestTo } from './nearest.ts';
import { LINKS, SINCE, TYPES, UNTIL } from './spoken.ts';
import { timeIn, type NamedTime } from '../../contract/named-times.ts';

/** What a text was understood as. */
export interface Understood {
  understood: { words: string; meaning: Meaning; exact: boolean }[];
  unknown: { words: string; nearest: Meaning[] }[];
  suggestions: Meaning[];
}

/** What a text is understood by: the names of a profile, and the city's now. */
export interface By {
  lookup: NameLookup;
  at: Instant;
  city: Pick<City, 'timeZone' | 'reportingMonth'>;
  /** Whether any case's number begins so. Others that look like a part of one are taken for that. */
  isNumber: (typed: string) => boolean;
}

/** The most words one name has. */
const LONGEST = 12;
/** Other meanings that are told of the whole text, and looked at for some words. */
const SUGGESTED = 6;
const LOOKED_AT = 12;
/** So many that are called nearly so. */
const NEAREST = 3;

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

/** A part of a case's number: it has three figures at least. */
const NUMBER = /^(?=(?:\D*\d){3})[\p{L}\p{N}][\p{L}\p{N}._:/#()+-]{2,79}$/u;

/** One thing understood, where its words stand, and what else it may be. */
interface Part {
  words: string;
  from: number;
  to: number;
  meaning: Meaning;
  /** Whether nothing else can be meant: the whole of a name, a time or a number. */
  exact: boolean;
  others: readonly FoundName[];
}

/** Words that are no name. */
interface Unknown {
  words: string;
  from: number;
  to: number;
  nearest: Meaning[];
}

/** A time after another, or after a word such as `từ`, as one with it. */
function joinTime(
  parts: Part[],
  { words, from: first, to: last, time }: Pick<Part, 'words' | 'from' | 'to'> & { time: NamedTime },
  link: string,
  at: Instant,
): void {
  const before = parts.at(-1);
  const from = before?.meaning;
  const word = foldName(link);
  const apart = from?.as === 'time' && (UNTIL.has(word) || from.until < time.since);
  const place = { from: first, to: last, exact: true, others: [] };
  if (before !== undefined && from?.as === 'time' && apart && from.since < time.until) {
    const joined = [before.words, link, words].filter((word) => word !== '').join(' ');
    const meaning: Meaning = { as: 'time', since: from.since, until: time.until };
    parts[parts.length - 1] = { ...place, words: joined, from: before.from, meaning };
    return;
  }
  const until = SINCE.has(word) ? Math.max(at, time.until) : time.until;
  parts.push({ ...place, words, meaning: { as: 'time', since: time.since, until } });
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

/**
 * What the likeliest of some names means: where several categories of its service are called just so, or begin with just
 * these words, all of them.
 */
function alike([best, ...others]: readonly FoundName[]): Meaning | undefined {
  if (best?.meaning.as !== 'category' || !best.begins) return best?.meaning;
  const { service, category } = best.meaning;
  const more = others.flatMap(({ meaning, exact, begins }) =>
    begins && exact === best.exact && meaning.as === 'category' && meaning.service === service
      ? [meaning.category]
      : [],
  );
  return more.length === 0 ? best.meaning : { as: 'categories', service, categories: [category, ...more] };
}

/**
 * Words that are no name, each run of them as one. What stands right beside them and is only a part of a name is no more than near to
 * what was meant: `xe` after a word that nothing has is not the bus.
 */
function tellUnknown(
  parts: Part[],
  unknown: Unknown[],
  { raw, lookup }: Pick<By, 'lookup'> & { raw: readonly string[] },
): Unknown[] {
  const runs: Unknown[] = [];
  const all = [
    ...parts
      .filter(({ exact }) => !exact)
      .map(({ from, to, meaning }) => ({ from, to, nearest: [meaning], known: true })),
    ...unknown.map((one) => ({ ...one, known: false })),
  ].sort((a, b) => a.from - b.from);
  for (let i = 0; i < all.length;) {
    const [first] = all.slice(i);
    if (first === undefined) break;
    let n = 1;
    while (all[i + n]?.from === all[i + n - 1]?.to) n++;
    const run = all.slice(i, i + n);
    i += n;
    if (run.every(({ known }) => known)) continue;
    const [from, to] = [first.from, run.at(-1)?.to ?? first.to];
    runs.push({
      words: raw.slice(from, to).join(' '),
      from,
      to,
      nearest: run.flatMap(({ nearest }) => nearest),
    });
  }
  for (const run of runs.slice(0, NEAREST)) {
    const each = raw
      .slice(run.from, Math.min(run.to, run.from + NEAREST))
      .flatMap((word) => nearestTo(lookup, word));
    const near = [...nearestTo(lookup, run.words), ...run.nearest, ...each];
    run.nearest = [...new Map(near.map((meaning) => [keyOf(meaning), meaning])).values()].slice(0, NEAREST);
  }
  return runs;
}

/** What a text means, word by word, in the profile's names, states, times and numbers of cases. Pure. */
export function understand(text: string, by: By): Understood {
  const words = wordsOf(text);
  const parts: Part[] = [];
  const unknown: Unknown[] = [];
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
    const taken = (n: number) => ({ words: left.raw.slice(0, n).join(' '), from: i, to: i + n });

    const time = timeIn(left, by);
    if (
      time !== null &&
      !(exact && (name?.words ?? 0) >= time.words) &&
      !(time.begun && best !== undefined)
    ) {
      joinTime(parts, { ...taken(time.words), time }, link, by.at);
      i += time.words;
      link = '';
      continue;
    }
    const begins = !exact && NUMBER.test(typed) && by.isNumber(typed);
    if (begins || (best === undefined && NUMBER.test(typed))) {
      const meaning: Meaning = begins ? { as: 'id', id: typed } : { as: 'part', part: typed };
      parts.push({ ...taken(1), meaning, exact: true, others: [] });
      [i, link] = [i + 1, ''];
      continue;
    }
    const empty = LINKS.has(typed) || TYPES.has(typed);
    const alone = words.folded.length === 1;
    const meaning = name === null ? undefined : alike(name.names);
    if (name === null || meaning === undefined || (empty && name.words === 1 && !exact && !alone)) {
      if (!empty) unknown.push({ ...taken(1), nearest: [] });
      [i, link] = [i + 1, LINKS.has(typed) ? typed : ''];
      continue;
    }
    // One letter more is no reason to narrow what was found: it is only told what it may become.
    if (first.length === 1 && name.words === 1 && !exact && parts.length > 0)
      maybe.push(...name.names.map((one) => one.meaning));
    else
      parts.push({ ...taken(name.words), meaning, exact, others: [...name.names.slice(1), ...name.passed] });
    [i, link] = [i + name.words, ''];
  }
  const none = tellUnknown(parts, unknown, { raw: words.raw, lookup: by.lookup });
  const known = parts.filter(({ from }) => !none.some((run) => from >= run.from && from < run.to));
  settleCategories(known);
  // What the last words may mean besides comes first: they are being typed.
  const others = known.toReversed().flatMap((part) => part.others.map(({ meaning }) => meaning));
  const told = new Set(known.map(({ meaning }) => keyOf(meaning)));
  const suggestions = [...maybe, ...others].filter((meaning) => {
    const fresh = !told.has(keyOf(meaning));
    told.add(keyOf(meaning));
    return fresh;
  });
  return {
    understood: known.map(({ words, meaning, exact }) => ({ words, meaning, exact })),
    unknown: none.map(({ words, nearest }) => ({ words, nearest })),
    suggestions: suggestions.slice(0, SUGGESTED),
  };
}
