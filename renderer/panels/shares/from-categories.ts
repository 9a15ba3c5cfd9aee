import { casesOf } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import { periodOf, serviceOf } from '../props.ts';
import { strengths, type Part, type Shares } from './shares.ts';

/** What cases are about, the largest parts by name and the others together. */
export function fromCategories({ since, total, rows, others }: Data<'categories'>, by: By): Shares {
  const { panel, names, say, format } = by;
  const service = serviceOf(panel, names);
  const strong = strengths(rows.length);
  const parts = rows.map(({ category, count }, i): Part => ({
    key: category,
    name: names.category(service, category),
    count,
    state: null,
    strength: strong[i] ?? 1,
    to: casesOf({ service, category, since }),
  }));
  const rest: Part = {
    key: 'others',
    name: say('categories.others', { n: others.categories }),
    count: others.count,
    state: null,
    strength: 0,
    // Many categories are no list: what is left is looked for by its own names.
    to: null,
  };
  return {
    period: periodOf(panel, since, by),
    aside: [],
    figure: total,
    write: format.count,
    of: say('shares.of', { noun: names.noun(service) }),
    parts: others.categories === 0 ? parts : [...parts, rest],
  };
}
