import { CitywallError } from '../contract/errors.ts';
import { foldName } from '../contract/names.ts';
import type { AlertRule } from '../contract/alert-rules.ts';
import type { Profile } from '../contract/profile.ts';
import type { Scope } from '../contract/scope.ts';
import { underKnown } from './alerts.ts';
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
 * Their values are not held, and are not missing. What a question names is looked up in the whole profile. Rules of alerts watch
 * what is left of theirs; those of which nothing is left are no rules of this wall.
 */
export function narrowed(profile: Profile, scope: Scope | null): Profile {
  if (scope === null) return profile;
  const led = new Set(scope.indicators);
  const indicators = profile.indicators.indicators.filter(({ id, level }) => level !== 'city' || led.has(id));
  const left = { ...profile, indicators: { ...profile.indicators, indicators } };
  const rules = underKnown(profile.alerts.rules.flatMap((rule) => narrowedRule(rule, left)));
  return { ...left, alerts: { ...profile.alerts, rules } };
}

/** A rule on the indicators there are; none where it has no other. */
function narrowedRule(rule: AlertRule, { indicators }: Profile): AlertRule[] {
  const { watch } = rule;
  if (watch.detector !== 'daily' && watch.detector !== 'limit' && watch.detector !== 'target') return [rule];
  const held = new Set(indicators.indicators.map(({ id }) => id));
  if ('indicators' in watch && watch.indicators !== undefined) {
    const own = watch.indicators.filter((id) => held.has(id));
    return own.length === 0 ? [] : [{ ...rule, watch: { ...watch, indicators: own } }];
  }
  const fields = 'fields' in watch ? watch.fields : undefined;
  const some = indicators.indicators.some(
    ({ field, level, frequency }) =>
      (fields?.includes(field) ?? true) &&
      (watch.detector === 'target' ? level === watch.level : level === 'city' && frequency === 'day'),
  );
  return some ? [rule] : [];
}
