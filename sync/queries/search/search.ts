import { questions } from '../../contract/questions/index.ts';
import type { Profile } from '../../contract/profile.ts';
import { onceFor } from '../../store/cache.ts';
import { pageOf } from '../case-list.ts';
import type { Question, QuestionContext } from '../question.ts';
import { indexNames, type NameIndex } from './name-index.ts';
import { filterOf, understand } from './understand.ts';

const indexes = new WeakMap<Profile, NameIndex>();

/** The index of a profile's names, made once. */
function indexOf(profile: Profile): NameIndex {
  let index = indexes.get(profile);
  if (index === undefined) indexes.set(profile, (index = indexNames(profile)));
  return index;
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
      [typed, typed.toUpperCase(), typed.toLowerCase()].some(
        (prefix) => numbers(cache).get(service, prefix, `${prefix}\u{10ffff}`)?.n === 1,
      )
    );
  });
}

/** Search as one types. As fresh as the city link: each case's own source is told where it is opened. */
export const search: Question<'search'> = {
  name: 'search',
  params: questions.search.params,
  sources: () => [],
  answer(context, { text, limit }) {
    const { at, profile } = context;
    const result = understand(text, {
      ...{ index: indexOf(profile), at, timeZone: profile.city.timeZone },
      isNumber: (typed) => isNumber(context, typed),
    });
    const filter = filterOf(result.understood.map(({ meaning }) => meaning));
    const asked = Object.keys(filter).some((name) => name !== 'tree');
    if (!asked) return { ...result, filter, rows: [], total: null };
    const order = filter.state === 'overdue' || filter.state === 'dueSoon' ? 'due' : 'newest';
    const { rows, total } = pageOf(context, { filter, order, limit });
    return { ...result, filter, rows, total };
  },
};
