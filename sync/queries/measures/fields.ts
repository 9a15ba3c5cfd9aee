import { countStates, indicatorRows } from './indicator-rows.ts';
import type { Question } from '../question.ts';

/**
 * States by field, the fields with most at risk first, else in the profile's order. A field without an
 * indicator of the level is left out. `published` and `demo` count newest values; one without a value is neither.
 */
export const fields: Question<'fields'> = {
  sources: () => [],
  answer(context, { level }) {
    const all = indicatorRows(context, level);
    if (all === null) return null;
    const byField = Map.groupBy(all, (row) => row.field);
    const rows = context.profile.indicators.fields.flatMap(({ id }) => {
      const of = byField.get(id);
      if (of === undefined) return [];
      const from = (provenance: string): number => of.filter((r) => r.provenance === provenance).length;
      return [{ field: id, ...countStates(of), published: from('published'), demo: from('demo') }];
    });
    rows.sort((a, b) => b.red - a.red || b.orange - a.orange || b.unknown - a.unknown);
    return { counts: countStates(all), rows };
  },
};
