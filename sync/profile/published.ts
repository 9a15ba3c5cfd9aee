import type { Profile } from '../contract/profile.ts';
import { measureId, type MeasureRecord } from '../contract/records.ts';
import type { Problem } from './problems.ts';
import { idsOf, Notes } from './references.ts';

/** Published values name indicators, territories and subjects that are there, each fact once, none invented. */
export function publishedProblems(profile: Profile, measures: readonly MeasureRecord[]): Problem[] {
  const notes = new Notes('measures.json', 'measures');
  const indicators = idsOf(profile.indicators.indicators);
  const territories = idsOf(profile.indicators.territories);
  const subjects = new Set(['city', ...idsOf(profile.units), ...idsOf(profile.areas)]);
  const seen = new Set<string>();
  measures.forEach((measure, i) => {
    notes.known(indicators, 'an indicator', measure.indicator, [i, 'indicator']);
    notes.known(territories, 'a territory', measure.territory, [i, 'territory']);
    notes.known(subjects, 'a unit or an area, or city', measure.subject, [i, 'subject']);
    if (measure.provenance !== 'published') notes.note([i, 'provenance'], 'published', measure.provenance);
    const id = measureId(measure);
    if (seen.has(id)) notes.note([i], 'one value for each indicator, subject, territory and period', id);
    seen.add(id);
  });
  return notes.problems;
}
