import { casesOf } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import { serviceOf } from '../props.ts';
import type { Shares } from './shares.ts';

/** What is open now, whenever it came in: within its time, due soon, overdue; and where there are any, due at no time. */
export function fromBacklog(data: Data<'backlog'>, { panel, names, say, format }: By): Shares {
  const service = serviceOf(panel, names);
  const untimed =
    data.untimed === 0
      ? []
      : [
          {
            key: 'untimed',
            name: say('backlog.untimed'),
            count: data.untimed,
            state: null,
            strength: 0.3,
            to: casesOf({ service, state: 'untimed' }),
          },
        ];
  return {
    period: '',
    aside: [],
    figure: data.open,
    write: format.count,
    of: say('shares.of', { noun: names.noun(service) }),
    parts: [
      {
        key: 'within',
        name: say('backlog.within'),
        count: data.within,
        state: null,
        strength: 0.6,
        to: casesOf({ service, state: 'inTime' }),
      },
      ...untimed,
      {
        key: 'dueSoon',
        name: say('backlog.dueSoon'),
        count: data.dueSoon,
        state: 'orange',
        strength: 1,
        to: casesOf({ service, state: 'dueSoon' }),
      },
      {
        key: 'overdue',
        name: say('backlog.overdue'),
        count: data.overdue,
        state: 'red',
        strength: 1,
        to: casesOf({ service, state: 'overdue' }),
      },
    ],
  };
}
