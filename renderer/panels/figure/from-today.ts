import { casesOf } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import { serviceOf } from '../props.ts';
import { hoursOf, usualWords } from '../series/from-today.ts';
import { standing } from '../standing.ts';
import { unusualWords } from '../unusual.ts';
import type { Figure, Note } from './figure.ts';

/** How many came in since midnight against the usual: marked where a detector does. */
export function fromToday(data: Data<'today'>, by: By, curve: boolean): Figure {
  const { panel, names, say, format } = by;
  const { count, usual, since } = data;
  const stands = standing(count, usual);
  const word: Note =
    data.unusual !== null
      ? { text: unusualWords(data.unusual, since, by), mark: 'above' }
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
