import { startOfDate } from '../../contract/calendar.ts';
import type { Instant } from '../../contract/instants.ts';
import { foldName, spellName, withoutType } from '../../contract/names.ts';
import type { Area, City } from '../../contract/profile.ts';
import { eras } from '../../profile/index.ts';

/** Ways in which a file may write an area's name, the strictest first. */
const WAYS: readonly ((name: string) => string)[] = [
  spellName,
  (name) => withoutType(spellName(name)),
  foldName,
  (name) => withoutType(foldName(name)),
];

/**
 * Finds the area that a file's word names, by its code or by its name in either language: as it is written, without its type,
 * without diacritics, of the areas that existed at an instant. Undefined where it names none, or leaves a choice.
 */
export function areaNamed(
  { timeZone }: Pick<City, 'timeZone'>,
  areas: readonly Area[],
): (word: string, at: Instant) => string | undefined {
  const ids = new Set(areas.map(({ id }) => id));
  const times = eras(areas).map(({ from, items }) => ({
    begins: from === '' ? -Infinity : startOfDate(from, timeZone),
    ways: WAYS.map((way) => ({ way, names: namesOf(items, way) })),
    /** What words were found to name. */
    read: new Map<string, string | undefined>(),
  }));
  return (word, at) => {
    if (ids.has(word)) return word;
    const then = times.find(({ begins }) => begins <= at);
    if (then === undefined || then.read.has(word)) return then?.read.get(word);
    const strictest = then.ways.map(({ way, names }) => names.get(way(word))).find((id) => id !== undefined);
    then.read.set(word, strictest ?? undefined);
    return strictest ?? undefined;
  };
}

/** Areas by their names, written one way; null where several are called so. */
function namesOf(areas: readonly Area[], way: (name: string) => string): Map<string, string | null> {
  const names = new Map<string, string | null>();
  for (const { id, name } of areas)
    for (const text of new Set([way(name.vi), way(name.en)])) names.set(text, names.has(text) ? null : id);
  names.delete('');
  return names;
}
