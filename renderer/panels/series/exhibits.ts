import { exhibit } from '../../exhibits/exhibit.ts';
import { days } from '../../exhibits/figures/flows.ts';
import {
  assumed,
  cumulative,
  daily,
  indicator,
  plainly,
  published,
  young,
} from '../../exhibits/figures/measures.ts';
import { today } from '../../exhibits/figures/today.ts';

const CASES = { service: 'citizens' } as const;
const weeks = (n: number): typeof days => ({ ...days, rows: days.rows.slice(-7 * n) });

export const exhibits = [
  exhibit('days', { ...CASES, days: 28 }, weeks(4), {
    sizes: [
      [10, 5],
      [6, 4],
      [16, 8],
      [6, 10],
    ],
  }),
  exhibit('days', { ...CASES, days: 84 }, days, { id: 'weeks', sizes: [[12, 6]] }),
  exhibit('days', { ...CASES, days: 28 }, weeks(4), {
    id: 'days in columns',
    options: { draw: 'columns' },
    sizes: [
      [10, 5],
      [6, 4],
    ],
  }),
  exhibit('today', CASES, today, {
    sizes: [
      [8, 4],
      [14, 6],
    ],
  }),
  exhibit('indicator', { indicator: 'disbursement', rhythm: 'month' }, indicator, {
    source: 'statistics',
    options: { draw: 'line' },
    sizes: [
      [16, 8],
      [8, 5],
      [6, 8],
    ],
  }),
  exhibit('indicator', { indicator: 'budget', rhythm: 'cumulative' }, cumulative, {
    ...{ id: 'cumulative', source: 'statistics' },
    sizes: [
      [12, 6],
      [6, 4],
    ],
  }),
  exhibit('indicator', { indicator: 'grdp', rhythm: 'quarter' }, published, {
    ...{ id: 'published', source: 'statistics' },
    sizes: [[9, 5]],
  }),
  ...Object.entries({ year: indicator, assumed, 'no better': plainly, 'too short': young }).map(
    ([id, data]) =>
      exhibit('indicator', { indicator: 'disbursement' }, data, {
        ...{ id, source: 'statistics', options: { of: 'year' } },
        sizes:
          id === 'year'
            ? [
                [13, 8],
                [8, 5],
                [6, 8],
              ]
            : [[13, 8]],
      }),
  ),
  exhibit('daily', { indicators: ['disbursement'] }, daily, {
    source: 'statistics',
    sizes: [
      [9, 5],
      [6, 4],
    ],
  }),
];
