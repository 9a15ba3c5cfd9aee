import { casesOf } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import { periodOf, serviceOf } from '../props.ts';
import { unusualKey } from '../unusual.ts';
import { endOf, type BarRow, type Bars } from './bars.ts';

/** What cases are about, largest first; those that a detector marks are marked, the tick is the usual's middle. */
export function fromCategories({ since, rows, others }: Data<'categories'>, by: By): Bars {
  const { panel, names, say, format } = by;
  const service = serviceOf(panel, names);
  const bars = rows.map(({ category, count, usual, unusual }): BarRow => {
    const above = unusual !== null;
    return {
      key: category,
      name: names.category(service, category),
      value: count,
      tick: usual?.median ?? null,
      tone: 'plain',
      beside: above ? { mark: 'above', word: '' } : null,
      to: casesOf({ service, category, since }),
    };
  });
  return {
    period: periodOf(panel, since, by),
    aside: [],
    rows: bars,
    most: endOf(bars),
    write: format.count,
    key: unusualKey(
      rows.map(({ unusual }) => unusual),
      since,
      by,
    ),
    more: others.categories,
    rest: (hidden) => {
      const n = hidden.length + others.categories;
      const count = hidden.reduce((sum, row) => sum + row.value, others.count);
      return n === 0
        ? { text: '', value: '' }
        : { text: say('categories.others', { n }), value: format.count(count) };
    },
    none: say('categories.none'),
  };
}
