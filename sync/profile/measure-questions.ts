import { unit, type Profile } from '../contract/profile.ts';
import type { QuestionName } from '../contract/questions/index.ts';
import { idsOf, type Notes } from './references.ts';

type Path = readonly PropertyKey[];
type Params = Readonly<Record<string, unknown>>;

/** The parameters of questions about indicators and index sets: what they name must be there. */
export function measureParams(
  profile: Profile,
  name: QuestionName,
  params: Params,
  notes: Notes,
  path: Path,
): void {
  const { indicators, fields } = profile.indicators;
  const lists: [string, ReadonlySet<string>, string][] = [
    ['fields', idsOf(fields), 'a field'],
    [
      'indicators',
      idsOf(indicators.filter((i) => i.frequency === 'day')),
      'an indicator that comes every day',
    ],
    ['types', new Set(unit.shape.type.options), 'a kind of unit'],
  ];
  for (const [key, ids, what] of lists)
    texts(params[key]).forEach((id, i) => notes.known(ids, what, id, [...path, key, i]));
  const subjects = new Set(['city', ...idsOf(profile.units), ...idsOf(profile.areas)]);
  const single: [string, ReadonlySet<string>, string][] = [
    ['field', idsOf(fields), 'a field'],
    ['indicator', idsOf(indicators), 'an indicator'],
    ['set', idsOf(profile.indexes), 'an index set'],
    ['subject', subjects, 'a unit or an area, or city'],
  ];
  for (const [key, ids, what] of single)
    if (typeof params[key] === 'string') notes.known(ids, what, params[key], [...path, key]);
  if (name !== 'headline') return;
  const about = texts(params['about']);
  if (about.includes('one') && params['indicator'] === undefined)
    notes.note([...path, 'indicator'], 'the id of an indicator, or $subject', undefined);
  const ofSets = about.findIndex((one) => one === 'weakest' || one === 'risers');
  if (ofSets >= 0 && profile.indexes.length === 0)
    notes.note([...path, 'about', ofSets], 'an index set in indexes.json to speak of', about[ofSets]);
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
