import { foldName, spellName, withoutType } from '../../contract/names.ts';
import type { Meaning } from '../../contract/questions/drill.ts';
import type { Profile, Text } from '../../contract/profile.ts';
import { SPOKEN } from './spoken.ts';

/** A name and what it means. Several names may mean one thing, and one name several things. */
export interface Named {
  /** Folded: lower case, without diacritics. */
  phrase: string;
  /** Spelt with its tones, to tell names that fold to one. */
  spelt: string;
  meaning: Meaning;
  /** Among names alike, the smaller comes first. */
  rank: number;
}

/** Every name of a profile, in both languages, sorted for look-ups by how they begin. */
export interface NameIndex {
  sorted: readonly Named[];
}

/** What is meant where names are alike: how a case is described comes before where else one might go. */
const RANK: Record<Meaning['as'], number> = {
  state: 0,
  time: 0,
  id: 0,
  service: 1,
  category: 2,
  area: 3,
  unit: 4,
  board: 5,
  indicator: 6,
  source: 7,
};
/** What is no more stands behind what is. */
const FORMER = 0.5;

/** Types of places as people write them before a name, folded. */
const PLACE_WORDS = {
  ward: ['phuong', 'p', 'ward'],
  commune: ['xa', 'x', 'commune'],
  district: ['quan', 'q', 'huyen', 'district'],
  specialZone: ['dac khu', 'dk', 'special zone'],
  neighbourhood: [],
} as const;

/** The index of a profile's names. */
export function indexNames(profile: Profile): NameIndex {
  const names: Named[] = [];
  const add = (name: string, meaning: Meaning, more = 0): void => {
    const phrase = foldName(name);
    if (phrase !== '') names.push({ phrase, spelt: spellName(name), meaning, rank: RANK[meaning.as] + more });
  };
  const both = (text: Text | undefined, meaning: Meaning, more = 0): void => {
    if (text === undefined) return;
    for (const name of new Set([text.vi, text.en])) {
      add(name, meaning, more);
      const short = withoutType(spellName(name));
      if (short !== spellName(name)) add(withoutType(foldName(name)), meaning, more);
    }
  };
  for (const { as, state, words } of SPOKEN) for (const word of words) add(word, { as, state });
  for (const [i, service] of profile.services.entries()) {
    both(service.name, { as: 'service', service: service.id }, i / 100);
    both(service.short, { as: 'service', service: service.id }, i / 100);
    add(service.id, { as: 'service', service: service.id }, i / 100);
    for (const category of service.categories)
      both(category.name, { as: 'category', service: service.id, category: category.id }, i / 100);
  }
  for (const area of profile.areas) {
    const meaning: Meaning = { as: 'area', area: area.id };
    const more = area.validTo === undefined ? 0 : FORMER;
    both(area.name, meaning, more);
    for (const word of PLACE_WORDS[area.type])
      for (const name of new Set([area.name.vi, area.name.en]))
        add(`${word} ${withoutType(foldName(name))}`, meaning, more);
  }
  for (const unit of profile.units) {
    const meaning: Meaning = { as: 'unit', unit: unit.id };
    const more = unit.validTo === undefined ? 0 : FORMER;
    both(unit.name, meaning, more);
    both(unit.short, meaning, more);
  }
  for (const { id, title } of profile.boards) both(title, { as: 'board', board: id });
  for (const { id, name } of profile.indicators.indicators) both(name, { as: 'indicator', indicator: id });
  for (const { id, name } of profile.sources) both(name, { as: 'source', source: id });
  names.sort((a, b) => (a.phrase < b.phrase ? -1 : a.phrase > b.phrase ? 1 : a.rank - b.rank));
  return { sorted: names };
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

/** Names that begin with a phrase, the alike first; at most `most` of them are looked at. */
export function beginning({ sorted }: NameIndex, phrase: string, most = 400): Named[] {
  const found: Named[] = [];
  for (let i = placeOf(sorted, phrase); i < sorted.length && found.length < most; i++) {
    const name = sorted[i];
    if (name === undefined || !name.phrase.startsWith(phrase)) break;
    found.push(name);
  }
  return found;
}
