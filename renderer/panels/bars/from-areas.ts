import { casesOf } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import { periodOf, serviceOf } from '../props.ts';
import { endOf, type BarRow, type Bars } from './bars.ts';

/** Places with cases, most first; those with more than chance brings are marked. Cases without a place are counted too, and those in areas that are no more. */
export function fromAreas({ since, rows, unknown, former }: Data<'areas'>, by: By): Bars {
  const { panel, names, say, format } = by;
  const service = serviceOf(panel, names);
  const { category } = panel.question.params;
  const about = typeof category === 'string' ? { service, category } : { service };
  const bars = rows
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .map(({ area, count, ratio, unusual }): BarRow => {
      const word = ratio === null ? '' : say('areas.ratio', { ratio: format.ratio(ratio) });
      return {
        key: area,
        name: names.area(area),
        value: count,
        tick: null,
        tone: unusual ? 'orange' : 'plain',
        beside: unusual ? { mark: 'orange', word } : null,
        to: casesOf({ ...about, area, since, tree: false }),
      };
    });
  const elsewhere = [
    ...(former > 0 ? [say('areas.former', { n: format.count(former) })] : []),
    ...(unknown > 0 ? [say('areas.unknown', { n: format.count(unknown) })] : []),
  ].join(' · ');
  return {
    period: periodOf(panel, since, by),
    aside: [],
    rows: bars,
    most: endOf(bars),
    write: format.count,
    key: bars.some((row) => row.beside?.word === '')
      ? { mark: 'orange', word: say('categories.above') }
      : null,
    more: 0,
    rest: ({ length: n }) => ({ text: n === 0 ? '' : say('more', { n }), value: elsewhere }),
    none: say('categories.none'),
  };
}
