import { CitywallError } from '../../contract/errors.ts';
import type { IndexSet } from '../../contract/profile.ts';
import type { Data, Params } from '../../contract/questions/index.ts';
import { measures, type HeldMeasures } from '../../store/things.ts';
import { mean } from '../mean.ts';
import { meanComponents, ranksOf, scoresOf, type Scored } from './index-scores.ts';
import { byYear, placeOf } from './indexes.ts';
import type { Question, QuestionContext } from '../question.ts';

type Answer = Data<'indexSet'>;
type Row = Answer['rows'][number];

/** The index set a parameter names. Throws `question-params` where the profile has none of that code. */
export function setOf(context: QuestionContext, code: string, path = 'set'): IndexSet {
  const found = context.profile.indexes.find(({ id }) => id === code);
  if (found !== undefined) return found;
  throw new CitywallError('question-params', {
    what: `${path}: the city profile has no index set "${code}"`,
    where: path,
    hint: 'Name one of the sets in indexes.json.',
  });
}

/** Those of one year, each subject once: the present territory's where there are two. */
function inYear(scored: readonly Scored[], year: number, present: string): Map<string, Scored> {
  const of = scored.filter((s) => s.year === year).sort(byYear(present));
  return new Map(of.map((s) => [s.subject, s]));
}

const MOVES: Record<Params<'indexSet'>['order'], (row: Row) => number> = {
  rank: (row) => row.rank ?? Infinity,
  worst: (row) => -(row.rank ?? -Infinity),
  risers: (row) => (row.rank ?? 0) - (row.rankBefore ?? 0),
  fallers: (row) => (row.rankBefore ?? 0) - (row.rank ?? 0),
};

function ordered(rows: readonly Row[], order: Params<'indexSet'>['order']): Row[] {
  const move = MOVES[order];
  const moving = order === 'risers' || order === 'fallers';
  const some = moving ? rows.filter((row) => row.rankBefore !== null && move(row) < 0) : [...rows];
  return some.sort((a, b) => move(a) - move(b) || (a.unit < b.unit ? -1 : 1));
}

/** Ranks of the year before within each kind of unit, for units that are no more. */
function predecessorsOf(
  context: QuestionContext,
  before: ReadonlyMap<string, Scored>,
): (unit: string) => Row['predecessors'] {
  const typeOf = (unit: string): string => context.lookup.unit(unit)?.type ?? '';
  const byType = Map.groupBy(before.values(), (s) => typeOf(s.subject));
  const ranks = new Map([...byType].map(([type, some]) => [type, ranksOf(some)]));
  return (unit) =>
    (context.lookup.unit(unit)?.succeeds ?? []).flatMap((former) => {
      const score = before.get(former)?.score?.value;
      const rank = ranks.get(typeOf(former))?.get(former);
      return score === undefined || rank === undefined ? [] : [{ unit: former, score, rank }];
    });
}

/**
 * One set in one year (the newest there is where none is named); null where it has no value that the question
 * is about. Units are ranked, and moved, among those of the kinds asked for.
 */
export function scoredSet(
  context: QuestionContext,
  all: HeldMeasures,
  set: IndexSet,
  { year: asked, types, order, limit }: Omit<Params<'indexSet'>, 'set'>,
): Answer | null {
  const { territory } = context.profile.city;
  const wanted = (s: Scored): boolean =>
    types === undefined || types.includes(context.lookup.unit(s.subject)?.type ?? '');
  const scored = scoresOf(context, all, set).filter(
    (s) => (s.score !== null || s.rank !== null) && (set.subjects === 'city' || wanted(s)),
  );
  const years = [...new Set(scored.map((s) => s.year))].sort((a, b) => a - b);
  const year = asked ?? years.at(-1);
  if (year === undefined) return null;
  const [now, before] = [inYear(scored, year, territory), inYear(scored, year - 1, territory)];
  const everyBefore = inYear(scoresOf(context, all, set), year - 1, territory);
  const ranks =
    set.subjects === 'city'
      ? { now: new Map<string, number>(), before: new Map<string, number>() }
      : { now: ranksOf([...now.values()]), before: ranksOf([...before.values()]) };
  const former = predecessorsOf(context, everyBefore);
  const rows = [...now.values()].map((s): Row => {
    const earlier = before.get(s.subject);
    // Among provinces another territory is another province.
    const same = set.subjects === 'units' || earlier?.territory === s.territory ? earlier : undefined;
    return {
      unit: s.subject,
      ...placeOf(s, same, ranks),
      weakest: [...s.components],
      predecessors: former(s.subject),
    };
  });
  const scores = rows.flatMap((row) => row.score ?? []);
  return {
    set: set.id,
    year,
    years,
    total: rows.length,
    mean: scores.length === 0 ? null : mean(scores),
    rows: ordered(rows, order).slice(0, limit),
    components: meanComponents(set, [...now.values()]),
  };
}

/** One index set by unit. As fresh as the source it comes from. */
export const indexSet: Question<'indexSet'> = {
  sources: (context, { set }) => [setOf(context, set).source],
  answer: (context, { set, ...params }) =>
    scoredSet(context, measures(context.cache), setOf(context, set), params),
};
