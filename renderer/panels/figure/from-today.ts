import { casesOf } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import { serviceOf } from '../props.ts';
import { hoursOf, usualWords } from '../series/from-today.ts';
import { standing } from '../standing.ts';
import type { Figure, Note } from './figure.ts';

/** How many came in since midnight against the usual: large only when it is out of its usual band. */
export function fromToday(data: Data<'today'>, by: By, curve: boolean): Figure {
  const { panel, names, say, format } = by;
  const { count, usual, since } = data;
  const stands = standing(count, usual);
  const word: Note =
    stands === 'above'
      ? { text: say('today.above'), mark: 'orange' }
      : { text: stands === 'noUsual' ? '' : say(`today.${stands}`) };
  return {
    aside: [],
    value: count,
    write: format.count,
    measure: '',
    open: false,
    notes: [{ text: usual === null ? say('today.noUsual') : usualWords(usual, by) }, word],
    bar: null,
    facts: [],
    chart: curve ? hoursOf(data, by, 'out') : null,
    stamp: '',
    to: casesOf({ service: serviceOf(panel, names), since }),
  };
}
