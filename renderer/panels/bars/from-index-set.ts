import { boardAt } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import type { BarRow, Bars } from './bars.ts';

/** So many of the weakest say where to begin, where the list does not stand alone. */
const FIRST = 6;

/** The components of an index set by how much of their points all units together have, the weakest first. */
export function fromIndexSet({ set, year, components }: Data<'indexSet'>, by: By): Bars {
  const { names, say, format } = by;
  const first = by.alone === true ? components.length : FIRST;
  const more = Math.max(0, components.length - first);
  return {
    period: say('period.year', { year: String(year) }),
    aside: [names.index(set)],
    rows: components.slice(0, first).map(({ indicator, score, max, share }): BarRow => ({
      key: indicator,
      name: names.indicator(indicator),
      value: share,
      text: `${format.fixed(score, names.find.indicator(indicator)?.decimals ?? 1)}/${format.decimal(max)}`,
      tick: null,
      tone: 'plain',
      beside: null,
      to: boardAt('indicator', { subject: indicator }),
    })),
    most: 1,
    write: format.percent,
    stroke: '',
    key: null,
    more,
    rest: ({ length }) => ({ text: length + more === 0 ? '' : say('more', { n: length + more }), value: '' }),
    none: say('components.none'),
  };
}
