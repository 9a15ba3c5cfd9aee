import { requestsOf } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import type { Shares } from './shares.ts';

/** What is asked of units and is not over: answers that are late, that are owed, and that wait to be looked at. */
export function fromRequests({ states, late }: Data<'requests'>, { say, format }: By): Shares {
  const owed = states.asked + states.received + states.sentBack;
  return {
    period: '',
    aside: [],
    figure: owed + states.answered,
    write: format.count,
    of: say('table.request.open'),
    parts: [
      {
        key: 'owed',
        name: say('table.request.owed'),
        count: owed - late,
        ...{ state: null, strength: 0.6, to: requestsOf({ state: 'owed' }) },
      },
      {
        key: 'answered',
        name: say('table.request.wait'),
        count: states.answered,
        ...{ state: null, strength: 1 },
        to: requestsOf({ state: 'answered' }),
      },
      // A colour is of what is there.
      ...(late === 0
        ? []
        : [
            {
              key: 'late',
              name: say('table.request.late'),
              count: late,
              ...{ state: 'red' as const, strength: 1, to: requestsOf({ state: 'late' }) },
            },
          ]),
    ],
  };
}
