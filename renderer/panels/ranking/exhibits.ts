import { exhibit } from '../../gallery/exhibit.ts';
import { units } from '../../gallery/figures/cases.ts';
import { quality, unrated } from '../../gallery/figures/quality.ts';

const asked = { service: 'citizens', range: 'reportingMonth' } as const;

export const exhibits = [
  exhibit('units', asked, units, {
    sizes: [
      [6, 4],
      [8, 6],
      [10, 8],
    ],
  }),
  // A range that is no month has no period before.
  exhibit(
    'units',
    { ...asked, range: '7d' },
    { ...units, before: null, rows: units.rows.map((row) => ({ ...row, before: null })) },
    {
      id: 'no-period-before',
      sizes: [[6, 4]],
    },
  ),
  exhibit('units', { ...asked, order: 'fallers' }, units, {
    id: 'fallers',
    sizes: [
      [6, 4],
      [7, 5],
      [8, 6],
    ],
  }),
  exhibit('units', { ...asked, order: 'volume' }, units, {
    id: 'volume',
    sizes: [
      [6, 5],
      [8, 6],
    ],
  }),
  exhibit('quality', asked, quality, {
    sizes: [
      [6, 4],
      [8, 7],
    ],
  }),
  exhibit('quality', asked, unrated, { id: 'unrated', sizes: [[6, 4]] }),
];
