import { boardAt } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import type { BarRow, Bars } from './bars.ts';

/** The components of an index set by how much of their points all units together have, the weakest first. */
export function fromIndexSet({ year, components }: Data<'indexSet'>, by: By): Bars {
  const { names, say, format } = by;
  return {
    period: say('period.year', { year: String(year) }),
    aside: [],
    rows: components.map(({ indicator, score, max, share }): BarRow => ({
      key: indicator,
      name: names.indicator(indicator),
      value: share,
      text: `${format.fixed(score)}/${format.decimal(max)}`,
      tick: null,
      tone: 'plain',
      beside: null,
      to: boardAt('indicator', { subject: indicator }),
    })),
    most: 1,
    write: format.percent,
    key: null,
    more: 0,
    rest: ({ length: n }) => ({ text: n === 0 ? '' : say('more', { n }), value: '' }),
    none: say('components.none'),
  };
}
