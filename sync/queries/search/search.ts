import { casesOf } from '../../contract/place.ts';
import type { CaseFilter } from '../../contract/questions/drill.ts';
import type { Data, Params } from '../../contract/questions/index.ts';
import type { Profile } from '../../contract/profile.ts';
import { onceFor } from '../../store/cache.ts';
import { pageOf } from '../lists/case-list.ts';
import { casePrefixes, rangeOf } from '../lists/case-number.ts';
import type { Question, QuestionContext } from '../question.ts';
import { filterOf } from './filter.ts';
import { lookupNames, type NameLookup } from './name-lookup.ts';
import { nearestTo } from './nearest.ts';
import { understand } from './understand.ts';

const lookups = new WeakMap<Profile, NameLookup>();

/** The lookup of a profile's names, made once. */
function lookupOf(profile: Profile): NameLookup {
  let lookup = lookups.get(profile);
  if (lookup === undefined) lookups.set(profile, (lookup = lookupNames(profile)));
  return lookup;
}

const numbers = onceFor((cache) =>
  cache.select<{ n: number }>(
    'SELECT EXISTS (SELECT 1 FROM cases WHERE service = ? AND id >= ? AND id < ?) AS n',
  ),
);

/** Whether any case's number begins as typed, in upper or lower case. */
function isNumber({ cache, profile }: QuestionContext, typed: string): boolean {
  return profile.services.some(({ id }) => {
    const service = cache.services.id(id);
    return (
      service !== undefined &&
      casePrefixes(typed).some((prefix) => numbers(cache).get(service, ...rangeOf(prefix))?.n === 1)
    );
  });
}

/** So many pages are looked through for a first row: what matches may lie far back. */
const PAGES = 2;

/** The first cases of a filter, as the list it leads to has them, and where to look on if none is found yet. */
function firstRows(
  context: QuestionContext,
  filter: CaseFilter,
  { limit, after }: Pick<Params<'search'>, 'limit' | 'after'>,
): Pick<Data<'search'>, 'rows' | 'total' | 'looking'> {
  const { order } = casesOf(filter);
  const first = pageOf(context, { filter, order, limit, after });
  let { rows, next } = first;
  for (let page = 1; rows.length === 0 && next !== null && page < PAGES; page++)
    ({ rows, next } = pageOf(context, { filter, order, limit, after: next }));
  return { rows, total: first.total, looking: rows.length === 0 ? next : null };
}

/** Search as one types. As fresh as the city line: each case's own source is told where it is opened. */
export const search: Question<'search'> = {
  sources: () => [],
  answer(context, { text, limit, after }) {
    const { at, profile } = context;
    const lookup = lookupOf(profile);
    const result = understand(text, {
      ...{ lookup, at, city: profile.city },
      isNumber: (typed) => isNumber(context, typed),
    });
    const filter = filterOf(result.understood.map(({ meaning }) => meaning));
    const asked = Object.keys(filter).some((name) => name !== 'tree');
    if (!asked) return { ...result, filter, rows: [], total: null, looking: null };
    const found = firstRows(context, filter, { limit, after });
    const [only, ...more] = result.understood;
    if (only?.meaning.as !== 'part' || more.length > 0 || found.rows.length > 0 || found.looking !== null)
      return { ...result, filter, ...found };
    // No number has it: then it is none.
    const unknown = [{ words: only.words, nearest: nearestTo(lookup, only.words) }, ...result.unknown];
    return { ...result, understood: [], unknown, filter: filterOf([]), ...found };
  },
};
