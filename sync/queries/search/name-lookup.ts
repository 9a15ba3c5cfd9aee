import { foldName, spellName, withoutType } from '../../contract/names.ts';
import type { Meaning } from '../../contract/questions/drill.ts';
import type { Text } from '../../contract/languages.ts';
import type { Profile } from '../../contract/profile.ts';
import { LINKS, PLACE_WORDS, STATES, UNIT_WORDS } from './spoken.ts';

/** A name, or what is left of one from one of its words on, and what it means. */
export interface Named {
  /** Folded: lower case, without diacritics. */
  phrase: string;
  /** Spelt with its tones, to tell names that fold to one. */
  spelt: string;
  /** False where words of the name come before. */
  whole: boolean;
  meaning: Meaning;
  /** What else people call it, and not its name. */
  also: boolean;
  /** The meaning as a text, to tell whether two names mean the same. */
  key: string;
  /** Among names alike, the smaller comes first. */
  rank: number;
}

/** Every name of a profile, in both languages, sorted for look-ups by how they begin. */
export interface NameLookup {
  sorted: readonly Named[];
}

/** What is meant where names are alike: how a case is described comes before where else one might go. */
const RANK: Record<Meaning['as'], number> = {
  ...{ state: 0, time: 0, id: 0, part: 0, service: 1, category: 2, categories: 2 },
  ...{ area: 3, unit: 4, board: 5, indicator: 6, source: 7 },
};
/** What a name counts for that leads elsewhere than to cases: behind inner words of those that do. */
const ELSEWHERE: ReadonlySet<Meaning['as']> = new Set<Meaning['as']>(['board', 'indicator', 'source']);
/** A former district stands behind a ward of its name, and what is no more behind what is. */
const GROUP = 0.25;
const FORMER = 0.5;

/** A spelt name without the type before it; itself where it has none, or nothing but a number would be left. */
function bare(spelt: string): string {
  const word = UNIT_WORDS.find((known) => spelt.startsWith(`${known} `));
  const short = withoutType(word === undefined ? spelt : spelt.slice(word.length + 1));
  return /^\d+$/.test(short) ? spelt : short;
}

/** Collects names. */
class Names {
  readonly all = new Map<string, Named>();

  /** A name as it stands, and, with `inner`, from each of its words on that is more than a link. */
  add(name: string, meaning: Meaning, { rank = 0, inner = false, also = false } = {}): void {
    const key = JSON.stringify(meaning);
    const spelt = spellName(name).split(' ');
    const folded = spelt.map(foldName);
    for (let i = 0; i < (inner ? spelt.length : 1); i++) {
      const phrase = folded.slice(i).join(' ');
      if (phrase === '' || (i > 0 && LINKS.hasFolded(folded[i] ?? ''))) continue;
      const named = { phrase, spelt: spelt.slice(i).join(' '), whole: i === 0, also, meaning, key };
      const known = `${named.spelt}\n${key}`;
      if (this.all.get(known)?.whole !== true)
        this.all.set(known, { ...named, rank: RANK[meaning.as] + rank });
    }
  }

  /** A name in both languages, with and without its type. */
  both(text: Text | undefined, meaning: Meaning, rank = 0): void {
    for (const name of text === undefined ? [] : new Set([text.vi, text.en])) {
      this.add(name, meaning, { rank, inner: true });
      const spelt = spellName(name);
      if (bare(spelt) !== spelt) this.add(bare(spelt), meaning, { rank });
    }
  }

  /** A place by its name proper, after and before each word for what it is. */
  place(name: string, type: string, meaning: Meaning, rank: number): void {
    for (const word of PLACE_WORDS[type] ?? []) {
      for (const text of [`${word} ${name}`, `${name} ${word}`]) this.add(text, meaning, { rank });
      // A district with a number: q1.
      if (word.length === 1 && /^\d+$/.test(name)) this.add(word + name, meaning, { rank });
    }
  }
}

/**
 * Areas, and the former districts they are grouped by. A group has the names of the former area and of the unit that are
 * called so; that area itself is one place with it, and not named apart.
 */
function addPlaces(names: Names, { areas, units }: Pick<Profile, 'areas' | 'units'>): void {
  const groups = new Set(areas.flatMap(({ group }) => group ?? []));
  for (const area of areas) {
    if (groups.has(area.name.vi)) continue;
    const meaning: Meaning = { as: 'area', area: area.id };
    const rank = area.validTo === undefined ? 0 : FORMER;
    names.both(area.name, meaning, rank);
    for (const name of new Set([area.name.vi, area.name.en]))
      names.place(bare(spellName(name)), area.type, meaning, rank);
  }
  const ids = new Set(areas.map(({ id }) => id));
  for (const group of groups) {
    if (ids.has(group)) continue;
    const meaning: Meaning = { as: 'area', area: group };
    names.both({ vi: group, en: group }, meaning, GROUP);
    const name = withoutType(spellName(group));
    if (name !== spellName(group)) names.place(name, 'district', meaning, GROUP);
    for (const area of areas) if (area.name.vi === group) names.both(area.name, meaning, GROUP);
    for (const { short } of units) if (short?.vi === group) names.both(short, meaning, GROUP);
  }
}

/** The lookup of a profile's names. */
export function lookupNames(profile: Profile): NameLookup {
  const names = new Names();
  for (const { state, words } of STATES) for (const word of words) names.add(word, { as: 'state', state });
  for (const [i, service] of profile.services.entries()) {
    // The profile's order tells which of several services' categories of one name is meant.
    const rank = i / 100;
    const meaning: Meaning = { as: 'service', service: service.id };
    for (const text of [service.name, service.short, service.noun]) names.both(text, meaning, rank);
    for (const word of [service.id, `${service.noun.en}s`]) names.add(word, meaning, { rank });
    for (const { id: category, name, also } of service.categories) {
      const own: Meaning = { as: 'category', service: service.id, category };
      names.both(name, own, rank);
      for (const word of [...(also?.vi ?? []), ...(also?.en ?? [])])
        names.add(word, own, { rank, also: true });
    }
  }
  addPlaces(names, profile);
  for (const unit of profile.units) {
    const rank = unit.validTo === undefined ? 0 : FORMER;
    for (const text of [unit.name, unit.short]) names.both(text, { as: 'unit', unit: unit.id }, rank);
  }
  for (const { id, title } of profile.boards) names.both(title, { as: 'board', board: id });
  for (const { id, name } of profile.indicators.indicators)
    names.both(name, { as: 'indicator', indicator: id });
  for (const { id, name, short } of profile.sources)
    for (const text of [name, short]) names.both(text, { as: 'source', source: id });
  const sorted = [...names.all.values()].sort((a, b) =>
    a.phrase < b.phrase ? -1 : a.phrase > b.phrase ? 1 : a.rank - b.rank,
  );
  return { sorted };
}

/** Where the first name is that is not before a phrase. */
function placeOf(sorted: readonly Named[], phrase: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.phrase ?? '') < phrase) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A spelt word without its tone, which one sets last. */
const toneless = (word: string): string => word.replace(/[\u0300\u0301\u0303\u0309\u0323]/g, '');

/** The tone of a spelt word; none where it has none. */
const toneOf = (word: string): string => word.slice(toneless(word).length);

/**
 * Whether a name is spelt as was typed, word by word. A word typed without diacritics fits any, one without its tone fits each; one that is begun
 * its first letters, with their marks and the tone that was typed: `rác` begins no `Rạch`, and `gà` no `gần`.
 */
function isSpelt(name: Named, typed: readonly string[], folded: readonly string[]): boolean {
  const spelt = name.spelt.split(' ');
  return typed.every((word, i) => {
    const own = spelt[i] ?? '';
    if (word === folded[i] || word === own) return true;
    const [letters, tone] = [toneless(word), toneOf(word)];
    if (tone !== '' && tone !== toneOf(own)) return false;
    const next = toneless(own).slice(letters.length);
    return toneless(own).startsWith(letters) && !(tone !== '' && /^\p{M}/u.test(next));
  });
}

/**
 * What a name counts for: the smaller the better. Whole names before those that go on, and those before inner words.
 */
function scoreOf(name: Named, phrase: string): number {
  const exact = name.phrase === phrase;
  const kind = (name.whole ? 0 : 150) + (exact ? 0 : 100) + (ELSEWHERE.has(name.meaning.as) ? 160 : 0);
  return kind + name.rank * 2 + name.phrase.length / 1000;
}

/** A name that was found, spelt as it was typed. */
export interface FoundName {
  meaning: Meaning;
  /** Whether what was typed is the whole of it, and no more. */
  exact: boolean;
  /** Whether what was typed are the first words of a name, and none of them a part of one; or all of what it is called. */
  begins: boolean;
}

/**
 * The meanings of names that begin with some words, the likeliest first, each once, at most `most`. `begun`: the last
 * word may be unfinished. `typed` are the words as typed.
 */
export function namesOf(
  { sorted }: NameLookup,
  phrase: string,
  { typed, begun, most }: { typed: string; begun: boolean; most: number },
): FoundName[] {
  const spelling = spellName(typed);
  const [spelt, folded] = [spelling.split(' '), phrase.split(' ')];
  const best = new Map<string, { score: number; found: FoundName }>();
  for (let i = placeOf(sorted, phrase); i < sorted.length; i++) {
    const name = sorted[i];
    if (name === undefined || !name.phrase.startsWith(phrase)) break;
    if (!begun && name.phrase.length > phrase.length && name.phrase[phrase.length] !== ' ') continue;
    if (spelling !== phrase && !isSpelt(name, spelt, folded)) continue;
    const score = scoreOf(name, phrase);
    const known = best.get(name.key);
    if (known !== undefined && known.score <= score) continue;
    const exact = name.whole && name.phrase === phrase;
    const begins = exact || (name.whole && !name.also && name.phrase[phrase.length] === ' ');
    best.set(name.key, { score, found: { meaning: name.meaning, exact, begins } });
  }
  return [...best.values()]
    .sort((a, b) => a.score - b.score)
    .slice(0, most)
    .map(({ found }) => found);
}
