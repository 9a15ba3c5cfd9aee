import { casesOf } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import { periodOf, serviceOf } from '../props.ts';
import type { Figure } from './figure.ts';

/** The mean of what citizens gave in a range, of 5, and how many cases came back. */
export function fromQuality({ since, city }: Data<'quality'>, by: By): Figure {
  const { panel, names, say, format } = by;
  const service = serviceOf(panel, names);
  const back = city.closed === 0 ? '' : ` (${format.percent(city.returned / city.closed)})`;
  return {
    aside: [periodOf(panel, since, by)],
    value: city.mean,
    write: (value) => format.fixed(value),
    measure: '/5',
    open: false,
    notes:
      city.satisfied === null
        ? [{ text: say('quality.none') }]
        : [
            { text: say('quality.satisfied', { share: format.percent(city.satisfied) }) },
            { text: say('quality.rated', { n: format.count(city.rated) }) },
          ],
    bar: null,
    facts: [
      {
        ...{ key: 'returned', name: say('figure.returned'), value: format.count(city.returned) + back },
        to: casesOf({ service, state: 'returned', from: since }),
      },
      {
        ...{ key: 'closed', name: say('figure.closed'), value: format.count(city.closed) },
        to: casesOf({ service, state: 'closed', from: since }),
      },
    ],
    chart: null,
    stamp: '',
    to: casesOf({ service, state: 'rated', from: since }),
  };
}
