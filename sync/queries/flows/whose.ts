import { CitywallError } from '../../contract/errors.ts';
import { UNKNOWN } from '../../contract/questions/cases.ts';
import type { Profile } from '../../contract/profile.ts';
import { succession, type Succession } from '../../profile/succession.ts';
import type { Dim } from '../../rollups/keys.ts';
import { balanceAt, between, type Counts } from '../../rollups/sums.ts';
import { noCounts, plus } from '../../rollups/totals.ts';
import type { Window } from '../../rollups/opened.ts';
import type { QuestionContext } from '../question.ts';

/** Whose cases a question is about: of one category, unit or area, or of the whole service. */
interface Asked {
  service: string;
  category?: string | undefined;
  unit?: string | undefined;
  area?: string | undefined;
  predecessors: boolean;
}

/** The kept sum that says it, and its keys; the days on which these took over from others. */
export interface Whose {
  service: string;
  dim: Dim;
  keys: ReadonlySet<string>;
  seams: readonly string[];
}

const lines = new WeakMap<Profile, { units: Succession; areas: Succession }>();

/** Who came from whom in a profile, read once. */
export function linesOf(profile: Profile): { units: Succession; areas: Succession } {
  let found = lines.get(profile);
  if (found === undefined)
    lines.set(profile, (found = { units: succession(profile.units), areas: succession(profile.areas) }));
  return found;
}

function bad(path: string, what: string): CitywallError {
  return new CitywallError('question-params', { what: `${path}: ${what}`, where: path });
}

/** Reads whose cases are asked about. Throws `question-params` where two are named, or one the profile lacks. */
export function whoseOf({ lookup, profile }: QuestionContext, asked: Asked): Whose {
  const { service, category, unit, area, predecessors } = asked;
  const named = Object.entries({ category, unit, area }).filter(([, code]) => code !== undefined);
  if (named.length > 1)
    throw bad(named[1]?.[0] ?? '', 'only one of category, unit and area can be asked about');
  if (category !== undefined) {
    if (lookup.category(service, category) === undefined && category !== UNKNOWN)
      throw bad('category', `the service "${service}" has no category "${category}"`);
    return { service, dim: 'category', keys: new Set([category]), seams: [] };
  }
  const place = unit ?? area;
  if (place === undefined) return { service, dim: 'total', keys: new Set(['']), seams: [] };
  const [dim, list] =
    unit === undefined ? (['area', profile.areas] as const) : (['unit', profile.units] as const);
  const own = list.find(({ id }) => id === place);
  if (own === undefined && place !== UNKNOWN) throw bad(dim, `the city profile has no ${dim} "${place}"`);
  const before = predecessors ? linesOf(profile)[dim === 'unit' ? 'units' : 'areas'].predecessors(place) : [];
  const seams = before.length > 0 && own?.validFrom !== undefined ? [own.validFrom] : [];
  return { service, dim, keys: new Set([place, ...before.map(({ id }) => id)]), seams };
}

function together(counts: ReadonlyMap<string, Counts>, keys: ReadonlySet<string>): Counts {
  const sum = noCounts();
  for (const key of keys) plus(sum, counts.get(key) ?? noCounts());
  return sum;
}

/** Everything that happened to their cases up to an instant. */
export function upTo(context: QuestionContext, { service, dim, keys }: Whose, at: number): Counts {
  return together(balanceAt(context.cache, { service, dim, at }), keys);
}

/** What happened to their cases in a window. */
export function within(context: QuestionContext, { service, dim, keys }: Whose, window: Window): Counts {
  return together(between(context.cache, { service, dim, ...window }), keys);
}
