import { casesOf } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import { timesExpected } from '../../map/colours.ts';
import { periodOf, serviceOf } from '../props.ts';
import { unusualKey } from '../unusual.ts';
import { endOf, type BarRow, type Bars } from './bars.ts';

/** More times what was expected than this is said in words alone: hardly anything was. */
const MOST_TIMES = 100;

/** Places with cases, most first; those that a detector marks are marked. Cases without a place are counted too, and those in areas that are no more. */
export function fromAreas({ since, rows, unknown, former }: Data<'areas'>, by: By): Bars {
  const { panel, names, say, format } = by;
  const service = serviceOf(panel, names);
  const { category } = panel.question.params;
  const about = typeof category === 'string' ? { service, category } : { service };
  const bars = rows
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .map(({ area, count, unusual }): BarRow => {
      const times = unusual === null ? Infinity : timesExpected(unusual);
      const word = times < MOST_TIMES ? say('areas.ratio', { ratio: format.ratio(times) }) : '';
      return {
        key: area,
        name: names.area(area),
        value: count,
        tick: null,
        tone: 'plain',
        beside: unusual === null ? null : { mark: 'above', word },
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
    stroke: '',
    key: unusualKey(
      rows.map(({ unusual }) => unusual),
      since,
      by,
    ),
    more: 0,
    rest: ({ length: n }) => ({ text: n === 0 ? '' : say('more', { n }), value: elsewhere }),
    none: say('categories.none'),
  };
}
