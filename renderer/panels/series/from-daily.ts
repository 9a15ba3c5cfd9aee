import type { Data } from '../../../sync/contract/questions/index.ts';
import { amount } from '../indicators/amount.ts';
import type { By } from '../model.ts';
import type { Series } from './series.ts';

const dayMonth = (date: string): string => date.slice(5).split('-').reverse().join('/');

/** One daily indicator, the first of the answer, over the usual of its newest day. */
export function fromDaily(data: Data<'daily'>, { names, say, format }: By): Series | null {
  const [row] = data.rows;
  if (row === undefined) return null;
  const { history, usual, indicator } = row;
  const decimals = names.find.indicator(indicator)?.decimals ?? 1;
  return {
    labels: history.map((h) => dayMonth(h.period)),
    lines: [
      { id: 'main', name: names.indicator(indicator), values: history.map((h) => h.value), form: 'line' },
    ],
    band:
      usual === null
        ? null
        : {
            name: say('series.usual'),
            low: history.map(() => usual.low),
            high: history.map(() => usual.high),
          },
    open: history.map(() => false),
    off: history.map(() => false),
    seams: [],
    unit: names.measure(indicator),
    zero: true,
    write: (value) => format.decimal(value, decimals),
    targets: history.map(() => ({ to: 'board', board: 'indicator', subject: indicator })),
    titles: history.map(
      (h) =>
        `${dayMonth(h.period)}: ${h.value === null ? say('dash') : amount(h.value, indicator, names, format)}`,
    ),
    aside: [
      say('series.days', { n: history.length }),
      ...(row.provenance === 'demo' ? [say('demoShort')] : []),
    ],
    openWords: '',
  };
}
