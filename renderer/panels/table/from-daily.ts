import type { z } from 'zod';
import { parsePeriod } from '../../../sync/contract/periods.ts';
import { boardAt } from '../../../sync/contract/place.ts';
import type { daily } from '../../../sync/contract/questions/measures.ts';
import { periodWords } from '../../locales/index.ts';
import { deviation } from '../standing.ts';
import { pressing } from '../../ui/states.ts';
import { amount } from '../indicators/amount.ts';
import { changeWords } from './change.ts';
import type { By } from '../model.ts';
import type { Table } from './model.ts';

type Daily = z.output<typeof daily.answer>;
type Day = Daily['rows'][number];

/** How many times the usual; its sign beside says where that is more than chance brings. */
function timesUsual({ value, usual, stands }: Day, { say, format }: By): string {
  if (stands === 'unknown' || value === null || usual === null || usual.median <= 0) return say('dash');
  return `×${format.fixed(value / usual.median)}`;
}

/** So many are shown however they are. */
const FEWEST = 3;

/** Indicators that come every day: the newest day, the day before, the same weekday, the usual, and the days so far. */
export function fromDaily(data: Daily, by: By): Table {
  const { names, say, format } = by;
  // Said once where all of it is; beside each where only some is.
  const invented = data.rows.length > 0 && data.rows.every((row) => row.provenance === 'demo');
  const day = (period: string): string => parsePeriod(period).from.split('-').slice(1).reverse().join('/');
  // Those that are as usual are counted, and said to be so by that alone; where the list stands alone they are in it.
  const calm = ({ state, stands, behind }: Day): boolean =>
    stands === 'usual' && behind === 0 && pressing(state) === undefined;
  const told = data.rows.filter((row, i) => by.alone === true || i < FEWEST || !calm(row));
  const asUsual = data.rows.length - told.length;
  /** Each state that needs someone, with all that it is for among the rows. */
  const key = (['red', 'orange'] as const).flatMap((mark) => {
    const reasons = told.flatMap(({ state, reason }) => (state === mark ? say(`reason.${reason}`) : []));
    return reasons.length === 0 ? [] : [{ mark, word: [...new Set(reasons)].join(', ') }];
  });
  const days = Math.max(0, ...data.rows.map(({ history }) => history.length));
  const newest = new Set(data.rows.flatMap(({ period }) => period ?? []));
  const [common] = newest.size === 1 ? newest : [];
  return {
    columns: [
      { key: 'name', title: say('table.indicator'), em: 15, wide: true, spare: 0 },
      { key: 'value', title: say('table.newest'), em: 9, number: true, spare: 0 },
      { key: 'before', title: say('table.dayBefore'), em: 7, number: true, spare: 1 },
      { key: 'week', title: say('table.weekAgo'), em: 7.5, number: true, spare: 3 },
      { key: 'usual', title: say('table.usual'), em: 8, number: true, spare: 4 },
      { key: 'spark', title: say('table.days', { n: format.count(days) }), em: 8, spare: 2 },
      { key: 'state', title: say('table.stands'), em: 7, number: true, spare: 0 },
    ],
    rows: told.map((row) => {
      const { indicator, value, period, usual, stands } = row;
      const decimals = names.find.indicator(indicator)?.decimals ?? 1;
      const mark = stands === 'unknown' ? 'unknown' : deviation(stands, value, usual);
      const behind = row.behind > 0 ? say('table.behind', { n: row.behind }) : '';
      return {
        key: indicator,
        target: boardAt('indicator', { subject: indicator }),
        cells: {
          name: {
            text: names.indicator(indicator),
            // The one state that it has on every board; only what needs someone is told here.
            ...(pressing(row.state) === undefined ? {} : { mark: row.state }),
            under: row.provenance === 'demo' && !invented ? say('demoShort') : '',
          },
          value: {
            text: value === null ? say('dash') : amount(value, indicator, names, format),
            under: period === null || period === common ? '' : day(period),
            hatched: row.status === 'estimated' || row.status === 'provisional',
          },
          before: { text: changeWords(row.before, say, format) },
          week: { text: changeWords(row.weekAgo, say, format), quiet: true },
          usual: {
            text:
              usual === null
                ? say('dash')
                : format.range(format.fixed(usual.low, decimals), format.fixed(usual.high, decimals)),
            quiet: true,
          },
          spark: { text: '', spark: row.history.map((h) => h.value) },
          state: {
            text: timesUsual(row, by),
            quiet: mark === undefined,
            ...(mark === undefined ? {} : { mark }),
            ...(behind === '' ? {} : { under: behind }),
          },
        },
      };
    }),
    ...{ more: asUsual, dated: common !== undefined },
    rest: (hidden) =>
      hidden > 0
        ? say('table.moreIndicators', { n: format.count(asUsual + hidden) })
        : say('table.asUsual', { n: format.count(asUsual) }),
    key,
    aside: [
      ...(common === undefined ? [] : [periodWords(common, say)]),
      ...(invented ? [say('demoShort')] : []),
    ],
    none: say('content.empty'),
  };
}
