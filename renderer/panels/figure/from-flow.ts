import { casesOf, type Place } from '../../../sync/contract/place.ts';
import type { CaseFilter } from '../../../sync/contract/questions/drill.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import { periodOf, serviceOf } from '../props.ts';
import { whoseOf } from '../whose.ts';
import type { Fact, Figure } from './figure.ts';

/** How many were done in a range, of those received in it. */
export function fromFlow(data: Data<'flow'>, by: By): Figure {
  const { panel, names, say, format } = by;
  const { since, before, opened, closed, late, open, overdue, returned } = data;
  const cases = (more: Partial<CaseFilter>): Place =>
    casesOf({ service: serviceOf(panel, names), ...whoseOf(panel), ...more });
  const all = before + opened;
  const facts: Fact[] = [
    {
      key: 'before',
      name: say('flow.before'),
      value: format.count(before),
      to: cases({ state: 'open', to: since - 1 }),
    },
    { key: 'open', name: say('flow.open'), value: format.count(open), to: cases({ state: 'open' }) },
    {
      ...{ key: 'overdue', name: say('figure.overdue'), value: format.count(overdue) },
      ...(overdue > 0 ? { mark: 'red' } : {}),
      to: cases({ state: 'overdue' }),
    },
    {
      key: 'late',
      name: say('figure.late'),
      value: format.count(late),
      to: cases({ state: 'late', from: since }),
    },
  ];
  if (returned !== null)
    facts.push({
      ...{ key: 'returned', name: say('figure.returned'), value: format.count(returned) },
      to: cases({ state: 'returned', from: since }),
    });
  return {
    aside: [periodOf(panel, since, by)],
    value: closed,
    write: format.count,
    measure: say('figure.ofReceived', { n: format.count(opened) }),
    open: false,
    notes: [
      { text: say('figure.done', { noun: names.noun(serviceOf(panel, names)) }) },
      ...(all === 0 ? [] : [{ text: say('figure.ofAll', { share: format.percent(closed / all) }) }]),
    ],
    bar: { share: all === 0 ? null : closed / all, tick: null },
    facts,
    chart: null,
    stamp: '',
    to: cases({ state: 'closed', from: since }),
  };
}
