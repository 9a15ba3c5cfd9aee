import type { IndexSet, Profile } from '../contract/profile.ts';
import { measureId, type MeasureRecord } from '../contract/records.ts';
import { namedBy } from './indexes.ts';
import type { Problem } from './problems.ts';
import { idsOf, Problems } from './references.ts';

/** Published values name indicators, territories and subjects that are there, each fact once, none invented. */
export function publishedProblems(profile: Profile, measures: readonly MeasureRecord[]): Problem[] {
  const problems = new Problems('measures.json', 'measures');
  const indicators = idsOf(profile.indicators.indicators);
  const territories = idsOf(profile.indicators.territories);
  const subjects = new Set(['city', ...idsOf(profile.units), ...idsOf(profile.areas)]);
  const units = idsOf(profile.units);
  const scores = scoresOf(profile.indexes);
  const seen = new Set<string>();
  measures.forEach((measure, i) => {
    problems.known(indicators, 'an indicator', measure.indicator, [i, 'indicator']);
    problems.known(territories, 'a territory', measure.territory, [i, 'territory']);
    problems.known(subjects, 'a unit or an area, or city', measure.subject, [i, 'subject']);
    if (measure.provenance !== 'published') problems.note([i, 'provenance'], 'published', measure.provenance);
    const id = measureId(measure);
    if (seen.has(id)) problems.note([i], 'one value for each indicator, subject, territory and period', id);
    seen.add(id);
    revisions(problems, measure, i);
    const score = scores.get(measure.indicator);
    if (score !== undefined) scored(problems, measure, i, score, units);
  });
  return problems.found;
}

/** What was said before was said before, the oldest first. */
function revisions(problems: Problems, { earlier = [], reportedAt }: MeasureRecord, i: number): void {
  earlier.forEach((one, j) => {
    const next = earlier[j + 1]?.reportedAt ?? reportedAt;
    if (one.reportedAt >= next)
      problems.note(
        [i, 'earlier', j, 'reportedAt'],
        `an instant before ${next}, the oldest first`,
        one.reportedAt,
      );
  });
}

interface Score {
  subjects: IndexSet['subjects'];
  /** The highest there can be; null for ranks. */
  max: number | null;
}

function scoresOf(sets: readonly IndexSet[]): ReadonlyMap<string, Score> {
  return new Map(
    sets.flatMap((set) =>
      namedBy(set).map(({ code, as }): [string, Score] => {
        const of = set.components.find(({ indicator }) => indicator === code)?.max ?? null;
        return [code, { subjects: set.subjects, max: as === 'score' ? set.max : of }];
      }),
    ),
  );
}

/** A value of an index set: of a year, of a subject the set is about, and no higher than it can be. */
function scored(
  problems: Problems,
  { subject, period, value }: MeasureRecord,
  i: number,
  { subjects, max }: Score,
  units: ReadonlySet<string>,
): void {
  if (!/^\d{4}$/.test(period)) problems.note([i, 'period'], 'a year, as index sets come once a year', period);
  if (subjects === 'city' ? subject !== 'city' : !units.has(subject))
    problems.note([i, 'subject'], subjects === 'city' ? 'city' : 'the id of a unit', subject);
  if (max !== null && (value < 0 || value > max))
    problems.note([i, 'value'], `a number from 0 to ${max}`, value);
}
