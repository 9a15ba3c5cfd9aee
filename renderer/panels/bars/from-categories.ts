import { casesOf } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import { periodOf, serviceOf } from '../props.ts';
import { unusualKey } from '../unusual.ts';
import { endOf, type BarRow, type Bars } from './bars.ts';

/** Ranges that are no longer than what a detector looks at: of longer ones its marks would tell another time's. */
const OF_A_DAY: readonly unknown[] = ['today', '24h'];

/**
 * What cases are about, largest first; the tick is the usual's middle. Of a day those that a detector marks are marked; of longer
 * than that, what of each is overdue now stands beside it.
 */
export function fromCategories({ since, rows, others }: Data<'categories'>, by: By): Bars {
  const { panel, names, say, format } = by;
  const service = serviceOf(panel, names);
  const ofDay = OF_A_DAY.includes(panel.question.params['range']);
  const besideOf = ({ unusual, overdue }: Data<'categories'>['rows'][number]): BarRow['beside'] => {
    if (!ofDay)
      return overdue === 0
        ? null
        : { mark: null, word: say('categories.overdue', { n: format.count(overdue) }) };
    return unusual === null ? null : { mark: 'above', word: '' };
  };
  const bars = rows.map((row): BarRow => {
    const { category, count, usual } = row;
    return {
      key: category,
      name: names.category(service, category),
      value: count,
      tick: usual?.median ?? null,
      tone: 'plain',
      beside: besideOf(row),
      to: casesOf({ service, category, since }),
    };
  });
  const overdueOf = new Map(rows.map(({ category, overdue }) => [category, overdue]));
  /** How much of what is not in sight is overdue, where that stands beside what is. */
  const late = (hidden: readonly BarRow[]): string[] => {
    const n = hidden.reduce((sum, { key }) => sum + (overdueOf.get(key) ?? 0), others.overdue);
    return ofDay || n === 0 ? [] : [say('categories.overdue', { n: format.count(n) })];
  };
  return {
    period: periodOf(panel, since, by),
    aside: [],
    stroke: bars.some(({ tick }) => tick !== null) ? say('bars.usual') : '',
    rows: bars,
    most: endOf(bars),
    write: format.count,
    key: ofDay
      ? unusualKey(
          rows.map(({ unusual }) => unusual),
          since,
          by,
        )
      : null,
    more: others.categories,
    rest: (hidden) => {
      const n = hidden.length + others.categories;
      const count = hidden.reduce((sum, row) => sum + row.value, others.count);
      return n === 0
        ? { text: '', value: '' }
        : { text: [say('categories.others', { n }), ...late(hidden)].join(', '), value: format.count(count) };
    },
    none: say('categories.none'),
  };
}
