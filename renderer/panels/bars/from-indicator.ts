import { casesOf, unitAt, type Place } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import { pressing } from '../../ui/states.ts';
import type { By } from '../model.ts';
import { endOf, type BarRow, type Bars } from './bars.ts';
import { periodOf } from '../../ui/period.ts';

/** One indicator by the units or areas that have values of their own, the weakest first; the tick is the plan. */
export function fromIndicator({ row, subjects }: Data<'indicator'>, by: By): Bars {
  const { names, say, format } = by;
  const decimals = names.find.indicator(row.indicator)?.decimals ?? 1;
  const bars = subjects.map(({ subject, value, plan, state }): BarRow => ({
    key: subject,
    name: names.find.unit(subject) === undefined ? names.area(subject) : names.unit(subject),
    state,
    value,
    tick: plan,
    tone: pressing(state) ?? 'plain',
    beside: null,
    to: placeOf(subject, by),
  }));
  const [first] = subjects;
  return {
    period: first === undefined ? '' : periodOf(first.period, row.indicator, by),
    aside: [names.measure(row.indicator)],
    rows: bars,
    most: endOf(bars),
    write: (value) => format.fixed(value, decimals),
    stroke: '',
    key: null,
    more: 0,
    rest: ({ length: n }) => ({ text: n === 0 ? '' : say('more', { n }), value: '' }),
    none: say('subjects.none'),
  };
}

/** A unit, or the cases of an area; nowhere for what is neither. */
function placeOf(subject: string, { names }: By): Place | null {
  if (names.find.unit(subject) !== undefined) return unitAt(subject);
  return names.find.area(subject) === undefined ? null : casesOf({ area: subject });
}
