import { casesOf } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import { serviceOf } from '../props.ts';
import { hoursOf, usualWords } from '../series/from-today.ts';
import { unusualWords } from '../unusual.ts';
import type { Figure, Note } from './figure.ts';

/** How many came in since midnight against the usual: marked where a detector does. */
export function fromToday(data: Data<'today'>, by: By, curve: boolean): Figure {
  const { panel, names, say, format } = by;
  const { count, usual, since } = data;
  // How it stands to its usual is seen where a detector does not mark it: the two figures stand beside each other.
  const marked: Note[] =
    data.unusual === null ? [] : [{ text: unusualWords(data.unusual, since, by), mark: 'above' }];
  return {
    aside: [],
    value: count,
    write: format.count,
    measure: '',
    open: false,
    notes: [{ text: usual === null ? say('today.noUsual') : usualWords(usual, by, 'usualSoFar') }, ...marked],
    bar: null,
    facts: [],
    chart: curve ? hoursOf(data, by, 'out') : null,
    stamp: '',
    to: casesOf({ service: serviceOf(panel, names), since }),
  };
}
