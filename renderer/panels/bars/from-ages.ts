import { DAY } from '../../../sync/contract/instants.ts';
import { casesOf } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import { serviceOf } from '../props.ts';
import { endOf, type BarRow, type Bars } from './bars.ts';

/** How long open cases have been open, the youngest first; the overdue ones of each bar in their own colour and word. */
export function fromAges({ open, rows, oldest }: Data<'ages'>, by: By): Bars {
  const { panel, names, say, format, asOf } = by;
  const service = serviceOf(panel, names);
  const { unit } = panel.question.params;
  const whose = typeof unit === 'string' ? { service, unit } : { service };
  const last = rows.findLastIndex(({ count }) => count > 0);
  // Beyond the oldest there is nothing to see.
  const bars = rows.slice(0, last + 1).map(({ from, to, count, overdue }): BarRow => {
    const span = { from: format.decimal(from), to: to === null ? '' : format.decimal(to) };
    // Open for at least `from` and less than `to` days: instants are whole milliseconds.
    const since = to === null ? {} : { since: asOf - to * DAY + 1 };
    return {
      key: String(from),
      name: say(to === null ? 'ages.from' : from === 0 ? 'ages.under' : 'ages.between', span),
      value: count,
      tick: null,
      tone: 'plain',
      overdue,
      beside: overdue === 0 ? null : { mark: 'red', word: format.count(overdue) },
      to: casesOf({ ...whose, state: 'open', ...since, until: asOf - from * DAY }),
    };
  });
  return {
    period: '',
    aside: [
      say('ages.open', { n: format.count(open) }),
      oldest === null ? '' : say('ages.oldest', { when: format.date(oldest) }),
    ],
    rows: bars,
    most: endOf(bars),
    write: format.count,
    stroke: '',
    key: bars.some(({ beside }) => beside !== null) ? { mark: 'red', word: say('ages.overdue') } : null,
    more: 0,
    rest: ({ length: n }) => ({ text: n === 0 ? '' : say('more', { n }), value: '' }),
    none: say('ages.none'),
  };
}
