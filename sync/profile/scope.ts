import { CitywallError } from '../contract/errors.ts';
import { foldName } from '../contract/names.ts';
import type { Profile } from '../contract/profile.ts';
import type { Scope } from '../contract/scope.ts';
import { familyOf } from './succession.ts';

/** As many units are proposed where one is named that there is not. */
const PROPOSED = 3;

/** Units whose code or name has some words in it, however they are written. */
function alike({ units }: Profile, words: string): string[] {
  const folded = foldName(words);
  if (folded === '') return [];
  const named = units.filter(({ id, name, short }) =>
    [id, name.vi, name.en, short?.vi ?? '', short?.en ?? ''].some((text) => foldName(text).includes(folded)),
  );
  return named.slice(0, PROPOSED).map(({ id, name }) => `${id} (${name.vi})`);
}

/**
 * The part of the city that a unit answers for; null where that is the whole of it, the unit being the city itself.
 * Throws `option-invalid` for a unit that the profile lacks, proposing others; `where` says who named it.
 */
export function scopeOf(profile: Profile, unit: string, where: string): Scope | null {
  const own = profile.units.find(({ id }) => id === unit);
  if (own === undefined) {
    const proposed = alike(profile, unit);
    throw new CitywallError('option-invalid', {
      what: `the city profile has no unit "${unit}"`,
      where,
      hint:
        proposed.length === 0
          ? 'Name a unit by its id in units.json.'
          : `Name a unit by its id in units.json: ${proposed.join(', ')}?`,
    });
  }
  if (own.type === 'city') return null;
  const units = familyOf(profile.units, [unit]);
  const governed = profile.units.flatMap(({ id, area }) =>
    area !== undefined && units.has(id) ? [area] : [],
  );
  const areas = familyOf(profile.areas, governed);
  const led = profile.indicators.indicators.filter(({ lead }) => units.has(lead));
  return { unit, units: [...units], areas: [...areas], indicators: led.map(({ id }) => id) };
}

/**
 * The profile as questions on a part of the city have it: without the city's indicators that no unit of the part leads.
 * Their values are not held, and are not missing. What a question names is looked up in the whole profile.
 */
export function narrowed(profile: Profile, scope: Scope | null): Profile {
  if (scope === null) return profile;
  const led = new Set(scope.indicators);
  const indicators = profile.indicators.indicators.filter(({ id, level }) => level !== 'city' || led.has(id));
  return { ...profile, indicators: { ...profile.indicators, indicators } };
}
