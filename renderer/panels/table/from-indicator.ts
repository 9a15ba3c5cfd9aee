import type { z } from 'zod';
import { changeOf } from '../../../sync/contract/change.ts';
import { boardAt } from '../../../sync/contract/place.ts';
import type { indicator } from '../../../sync/contract/questions/measures.ts';
import { amount } from '../indicators/amount.ts';
import { changeWords } from './change.ts';
import { PANELS } from '../../../sync/contract/panels.ts';
import type { By } from '../model.ts';
import { optionsOf } from '../props.ts';
import { forecastOf } from './indicator-forecast.ts';
import type { Cell, Choice, Table } from './model.ts';
import { periodOf } from '../../ui/period.ts';

type One = z.output<typeof indicator.answer>;
type Point = One['series'][number];

const provisional = (status: Point['status']): boolean => status !== 'official';

/** Each period: value and status, plan and how far it is reached, the same period and the one before. */
function periods(data: One, by: By): Table {
  const { names, say, format } = by;
  const id = data.row.indicator;
  const value = (n: number): string => amount(n, id, names, format);
  const home = names.profile.city.territory;
  const invented = data.series.every(({ provenance }) => provenance === 'demo');
  return {
    columns: [
      { key: 'period', title: say('table.period'), em: 8.5, spare: 0 },
      { key: 'value', title: say('table.value'), em: 9.5, number: true, spare: 0 },
      { key: 'status', title: say('table.status'), em: 6.5, spare: 3 },
      { key: 'plan', title: say('table.plan'), em: 9, number: true, spare: 2 },
      { key: 'done', title: say('table.done'), em: 5, number: true, spare: 1 },
      { key: 'same', title: say('table.samePeriod'), em: 6, number: true, spare: 0 },
      { key: 'previous', title: say('table.previous'), em: 6, number: true, spare: 4 },
      { key: 'territory', title: say('table.territory'), em: 12, wide: true, spare: 5 },
    ],
    rows: data.series.toReversed().map((p) => {
      const share = p.plan === null || p.plan === 0 ? '' : format.percent(p.value / p.plan);
      return {
        key: `${p.territory} ${p.period}`,
        target: null,
        cells: {
          period: { text: periodOf(p.period, data.row.indicator, by) },
          value: { text: value(p.value), hatched: provisional(p.status) },
          status: {
            text: say(`status.${p.status}`),
            quiet: !provisional(p.status),
            ...(p.provenance === 'demo' && !invented ? { under: say('demoShort') } : {}),
          },
          plan: { text: p.plan === null ? say('dash') : value(p.plan), quiet: true },
          done: { text: share },
          same: { text: changeWords(p.samePeriod, say, format) },
          previous: { text: changeWords(p.previous, say, format), quiet: true },
          territory: { text: p.territory === home ? '' : names.territory(p.territory), quiet: true },
        },
      };
    }),
    ...{ more: 0, dated: true },
    aside: [say(`rhythm.${data.rhythm}`), ...(invented ? [say('demoShort')] : [])],
    none: say('content.empty'),
  };
}

/** Periods of which something else was said before: what, when, and how far it is from what was said first. */
function revisions(data: One, by: By): Table {
  const { names, say, format } = by;
  const id = data.row.indicator;
  const known = names.find.indicator(id);
  const revised = data.series.filter((p) => p.earlier.some((e) => e.value !== p.value));
  return {
    columns: [
      { key: 'period', title: say('table.period'), em: 8.5, spare: 0 },
      { key: 'first', title: say('table.before'), em: 12, wide: true, spare: 0 },
      { key: 'now', title: say('table.now'), em: 11, wide: true, spare: 0 },
      { key: 'change', title: say('table.changed'), em: 7, number: true, spare: 1 },
      { key: 'when', title: say('table.when'), em: 6.5, number: true, spare: 2 },
    ],
    rows: revised.toReversed().map((p) => {
      const said = p.earlier.map(
        (e) => `${amount(e.value, id, names, format)} (${say(`status.${e.status}`)})`,
      );
      const [first] = p.earlier;
      const change =
        known === undefined || first === undefined ? null : changeOf(known, first.value, p.value);
      return {
        key: `${p.territory} ${p.period}`,
        target: null,
        cells: {
          period: { text: periodOf(p.period, data.row.indicator, by) },
          first: { text: said.join('; '), quiet: true },
          now: { text: `${amount(p.value, id, names, format)} (${say(`status.${p.status}`)})` },
          change: { text: changeWords(change, say, format) },
          when: { text: format.date(p.reportedAt), quiet: true },
        },
      };
    }),
    ...{ more: 0, dated: true },
    aside: [],
    none: say('table.noRevision'),
  };
}

/** Whose duty it is: the unit that leads, the named duty of its source, and when it is due next. */
function duty(data: One, by: By): Table {
  const { names, say, format } = by;
  const { lead, source, next } = data.duty;
  const facts: [string, string, Cell][] = [
    ['lead', say('table.lead'), { text: names.unitFull(lead) }],
    ['duty', say('table.duty'), { text: names.duty(source) }],
    [
      'next',
      say('table.next'),
      next === null
        ? { text: say('dash') }
        : {
            text: `${periodOf(next.period, data.row.indicator, by)} · ${format.date(next.due)}`,
            ...(next.late ? { mark: 'late', under: say('fresh.late') } : {}),
          },
    ],
    ...(data.row.provenance === 'published'
      ? [['published', say('table.published'), { text: data.row.source }] as [string, string, Cell]]
      : []),
  ];
  return {
    columns: [
      { key: 'what', title: '', em: 9, spare: 0 },
      { key: 'who', title: '', em: 18, wide: true, spare: 0 },
    ],
    rows: facts.map(([key, what, who]) => ({
      key,
      target: key === 'duty' ? boardAt('data') : null,
      cells: { what: { text: what, quiet: true }, who },
    })),
    ...{ more: 0, dated: true },
    aside: [],
    none: '',
  };
}

/** Any two periods side by side. */
function compare(data: One, by: By): Table {
  const { names, say, format } = by;
  const pair = data.compare;
  const id = data.row.indicator;
  const value = (n: number | null): string => (n === null ? say('dash') : amount(n, id, names, format));
  const periods = [...new Set(data.series.map((p) => p.period))].reverse();
  const choice = (i: number): Choice => {
    const [from, to] = [pair?.a.period ?? '', pair?.b.period ?? ''];
    const own = i === 0 ? from : to;
    const all = periods.includes(own) ? periods : [own, ...periods];
    return {
      label: say(i === 0 ? 'table.compareFrom' : 'table.compareTo'),
      value: own,
      options: all.map((one) => ({ value: one, text: periodOf(one, data.row.indicator, by) })),
      chosen: (one) => (i === 0 ? [one, to] : [from, one]),
    };
  };
  return {
    columns: [
      { key: 'period', title: say('table.period'), em: 10, wide: true, spare: 0 },
      { key: 'value', title: say('table.value'), em: 10, number: true, spare: 0 },
      { key: 'change', title: say('table.changed'), em: 7, number: true, spare: 0 },
    ],
    rows:
      pair === null
        ? []
        : [pair.a, pair.b].map((side, i) => ({
            key: side.period,
            target: null,
            cells: {
              period: { text: periodOf(side.period, data.row.indicator, by), choice: choice(i) },
              value: { text: value(side.value) },
              change: { text: i === 1 ? changeWords(pair, say, format) : '', quiet: false },
            },
          })),
    ...{ more: 0, dated: true },
    aside: [],
    none: say('table.noCompare'),
  };
}

const VIEWS = { periods, revisions, duty, compare, forecast: forecastOf };

/** One indicator as a table, in the way its board asks: its periods where it says nothing. */
export function fromIndicator(data: One, by: By): Table {
  const { view = 'periods' } = optionsOf(PANELS.table.options, by.panel);
  return VIEWS[view](data, by);
}
