import { requestsOf } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import { many, type Ranking } from './ranking.ts';

/** Units by what they are asked and have not ended, those that owe most answers too long first. */
export function fromRequests({ units }: Data<'requests'>, { names, say, format }: By): Ranking {
  const most = Math.max(1, ...units.map(({ open }) => open));
  return {
    about: 'value',
    period: '',
    aside: [],
    key: null,
    axis: null,
    besides: units.some(({ late }) => late > 0) ? say('table.request.late') : '',
    places: units.map(({ unit, open, late }) => ({
      key: unit,
      name: names.unit(unit),
      ...{ rank: null, moved: null, dot: null, note: '', share: open / most },
      state: late > 0 ? 'red' : null,
      value: format.count(open),
      beside: late > 0 ? format.count(late) : '',
      to: requestsOf({ unit, state: 'open' }),
    })),
    more: 0,
    below: (hidden) =>
      hidden.length === 0
        ? []
        : [many({ key: 'others', name: say('units.others', { n: format.count(hidden.length) }) })],
    none: say('table.request.none'),
  };
}
