import type { Indicator, IndexSet, Profile } from '../contract/profile.ts';
import type { Problem } from './problems.ts';
import { idsOf, Problems } from './references.ts';

type Path = readonly PropertyKey[];

/** The indicators a set says its values are under, with where it says so. */
export function namedBy(set: IndexSet): { code: string; as: 'score' | 'rank' | 'component'; path: Path }[] {
  return [
    { code: set.score, as: 'score', path: ['score'] },
    ...(set.rank === undefined ? [] : [{ code: set.rank, as: 'rank' as const, path: ['rank'] }]),
    ...set.components.map(({ indicator }, i) => ({
      code: indicator,
      as: 'component' as const,
      path: ['components', i, 'indicator'],
    })),
  ];
}

/** Index sets: values under yearly indicators of their own level, each named by one set; all components weighed or none. */
export function indexProblems({ indexes, indicators, sources }: Profile): Problem[] {
  const problems = new Problems('indexes.json', 'indexes');
  const [known, sourceIds] = [byId(indicators.indicators), idsOf(sources)];
  const taken = new Set<string>();
  problems.unique(indexes);
  indexes.forEach((set, i) => {
    problems.known(sourceIds, 'a source', set.source, [i, 'source']);
    for (const { code, as, path } of namedBy(set)) {
      const at = [i, ...path];
      const indicator = known.get(code);
      if (indicator === undefined) problems.note(at, 'the id of an indicator', code);
      else level(problems, at, indicator, as !== 'component' && set.subjects === 'city');
      if (taken.has(code)) problems.note(at, 'an indicator that stands nowhere else in indexes.json', code);
      taken.add(code);
    }
    const weighed = set.components.filter(({ weight }) => weight !== undefined).length;
    if (weighed > 0 && weighed < set.components.length)
      problems.note([i, 'components'], 'a weight for all of them or for none', `${weighed} with a weight`);
    const years = set.outOf.map(({ year }) => ({ id: year }));
    if (idsOnce(years) < years.length) problems.note([i, 'outOf'], 'each year once', set.outOf);
  });
  const strays = new Problems('indicators.json');
  indicators.indicators.forEach(({ id, level: of }, i) => {
    if (of === 'index' && !taken.has(id))
      strays.note(['indicators', i, 'level'], 'city or commune, as no set in indexes.json names it', of);
  });
  return [...problems.found, ...strays.found];
}

const byId = (items: readonly Indicator[]): ReadonlyMap<string, Indicator> =>
  new Map(items.map((item) => [item.id, item]));
const idsOnce = (items: readonly { id: number }[]): number => new Set(items.map(({ id }) => id)).size;

/** Scores and components are no indicators of a place; the city's own score among provinces may be one. */
function level(problems: Problems, path: Path, indicator: Indicator, mayBeCity: boolean): void {
  const fits = indicator.level === 'index' || (mayBeCity && indicator.level === 'city');
  if (!fits) {
    const wanted = `an indicator of the level index${mayBeCity ? ' or city' : ''}`;
    problems.note(path, wanted, `${indicator.id}, of the level ${indicator.level}`);
  }
  if (indicator.frequency !== 'year')
    problems.note(path, 'an indicator of the frequency year', `${indicator.id}, by ${indicator.frequency}`);
}
