import type { IndexSet } from '../../contract/profile.ts';
import type { Data } from '../../contract/questions/index.ts';
import { measures, type HeldMeasures } from '../../store/things.ts';
import { mean } from '../mean.ts';
import { meanComponents, ranksOf, scoresOf, type Scored } from './index-scores.ts';
import type { Question, QuestionContext } from '../question.ts';

type Row = Data<'indexes'>['rows'][number];
type Placed = Pick<
  Row,
  'score' | 'rank' | 'scoreBefore' | 'rankBefore' | 'provenance' | 'rankProvenance' | 'source'
>;

/** The place of one subject in a year and the year before; ranks where the set has no indicator for them. */
export function placeOf(
  now: Scored,
  before: Scored | undefined,
  ranks: { now: ReadonlyMap<string, number>; before: ReadonlyMap<string, number> },
): Placed {
  return {
    score: now.score?.value ?? null,
    rank: now.rank?.value ?? ranks.now.get(now.subject) ?? null,
    scoreBefore: before?.score?.value ?? null,
    rankBefore: before === undefined ? null : (before.rank?.value ?? ranks.before.get(now.subject) ?? null),
    provenance: now.score?.provenance ?? null,
    rankProvenance: now.rank?.provenance ?? null,
    source: (now.score ?? now.rank)?.source ?? '',
  };
}

const NOWHERE: ReadonlyMap<string, number> = new Map();
const NO_PLACE: Placed = {
  score: null,
  rank: null,
  scoreBefore: null,
  rankBefore: null,
  provenance: null,
  rankProvenance: null,
  source: '',
};

const outOf = (set: IndexSet, year: number): number | null =>
  set.outOf.find((one) => one.year === year)?.count ?? null;

/** The oldest first; of one year the former territory first. */
export function byYear(present: string): (a: Scored, b: Scored) => number {
  return (a, b) => a.year - b.year || Number(a.territory === present) - Number(b.territory === present);
}

/** The city among provinces: its own values, newest last. */
function amongProvinces(set: IndexSet, scored: readonly Scored[], present: string): Row {
  const years = scored.filter((s) => s.score !== null || s.rank !== null).sort(byYear(present));
  const now = years.at(-1);
  const before = years.find((s) => s.year === (now?.year ?? 0) - 1 && s.territory === now?.territory);
  const place = now === undefined ? NO_PLACE : placeOf(now, before, { now: NOWHERE, before: NOWHERE });
  return {
    set: set.id,
    year: now?.year ?? null,
    territory: now?.territory ?? null,
    ...place,
    outOf: now === undefined ? null : outOf(set, now.year),
    units: 0,
    weakest: now?.components[0] ?? null,
    history: years.map((s) => ({
      year: s.year,
      territory: s.territory,
      score: s.score?.value ?? null,
      rank: s.rank?.value ?? null,
      outOf: outOf(set, s.year),
    })),
  };
}

/** A set of the city's own units: how many it ranks, and their means by year. */
function ofUnits(set: IndexSet, scored: readonly Scored[], present: string): Row {
  const ranked = scored.filter((s) => s.score !== null).sort(byYear(present));
  const year = ranked.at(-1)?.year ?? null;
  const now = ranked.filter((s) => s.year === year);
  const byYears = Map.groupBy(ranked, (s) => s.year);
  return {
    set: set.id,
    year,
    territory: null,
    ...NO_PLACE,
    outOf: null,
    units: ranksOf(now).size,
    weakest: meanComponents(set, now)[0] ?? null,
    history: [...byYears].map(([of, some]) => ({
      year: of,
      territory: some.at(-1)?.territory ?? present,
      score: mean(some.flatMap((s) => s.score?.value ?? [])),
      rank: null,
      outOf: null,
    })),
  };
}

/** One set's newest year, as `indexes` tells it. */
export function indexRow(context: QuestionContext, all: HeldMeasures, set: IndexSet): Row {
  const scored = scoresOf(context, all, set);
  const { territory } = context.profile.city;
  return set.subjects === 'city' ? amongProvinces(set, scored, territory) : ofUnits(set, scored, territory);
}

/** Every index set, in the profile's order. As fresh as the sources they come from. */
export const indexes: Question<'indexes'> = {
  sources: (context) => [...new Set(context.profile.indexes.map(({ source }) => source))],
  answer(context) {
    const all = measures(context.cache);
    const rows = context.profile.indexes.map((set) => indexRow(context, all, set));
    return rows.every(({ year }) => year === null) ? null : { rows };
  },
};
