import { exhibit } from '../../exhibits/exhibit.ts';
import { ages } from '../../exhibits/figures/ages.ts';
import { areas, categories, noCategories } from '../../exhibits/figures/cases.ts';
import { indexSet } from '../../exhibits/figures/index-set.ts';
import { indicator } from '../../exhibits/figures/measures.ts';

const asked = { service: 'citizens', range: 'today' } as const;

export const exhibits = [
  exhibit('categories', asked, categories, {
    sizes: [
      [6, 4],
      [8, 8],
      [4, 8],
    ],
  }),
  exhibit('categories', asked, noCategories, { id: 'none', sizes: [[6, 4]] }),
  exhibit('areas', { service: 'citizens', range: '24h' }, areas, {
    sizes: [
      [6, 4],
      [4, 8],
    ],
  }),
  exhibit('ages', { service: 'citizens' }, ages, {
    sizes: [
      [6, 6],
      [8, 8],
      [4, 8],
    ],
  }),
  exhibit(
    'ages',
    { service: 'citizens' },
    {
      ...ages,
      open: 0,
      overdue: 0,
      oldest: null,
      rows: ages.rows.map((row) => ({ ...row, count: 0, overdue: 0 })),
    },
    { id: 'nothing-open', sizes: [[6, 4]] },
  ),
  exhibit('indicator', { indicator: indicator.row.indicator }, indicator, {
    source: 'statistics',
    sizes: [
      [8, 8],
      [6, 10],
      [4, 10],
    ],
  }),
  exhibit(
    'indicator',
    { indicator: indicator.row.indicator },
    { ...indicator, subjects: [] },
    {
      id: 'no-subjects',
      source: 'statistics',
      sizes: [[6, 4]],
    },
  ),
  exhibit('indexSet', { set: 'ddci' }, indexSet, {
    source: 'statistics',
    sizes: [
      [8, 5],
      [6, 6],
    ],
  }),
];
