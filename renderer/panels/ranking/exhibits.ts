import { exhibit } from '../../exhibits/exhibit.ts';
import { alike, units } from '../../exhibits/figures/cases.ts';
import { amongProvinces, indexSet } from '../../exhibits/figures/index-set.ts';
import { requests } from '../../exhibits/figures/lists.ts';
import { quality, unrated } from '../../exhibits/figures/quality.ts';

const asked = { service: 'citizens', range: 'reportingMonth' } as const;

export const exhibits = [
  exhibit('units', { ...asked, order: 'worst' }, units, {
    sizes: [
      [6, 4],
      [8, 6],
      [10, 8],
    ],
  }),
  exhibit('units', { ...asked, order: 'worst' }, alike, { id: 'alike', sizes: [[6, 4]] }),
  exhibit('units', { ...asked, order: 'declined' }, units, {
    id: 'declined',
    sizes: [
      [6, 4],
      [7, 5],
      [8, 6],
    ],
  }),
  exhibit('requests', {}, requests, { source: '', sizes: [[6, 5]] }),
  // A range that is no month has no period before.
  exhibit(
    'units',
    { ...asked, range: '7d', order: 'improved' },
    { ...units, before: null, rows: units.rows.map((row) => ({ ...row, before: null })) },
    { id: 'no-period-before', sizes: [[6, 4]] },
  ),
  exhibit('units', { ...asked, order: 'late' }, units, { id: 'late', sizes: [[6, 5]] }),
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
  exhibit(
    'quality',
    asked,
    { ...quality, rows: [], groups: { worse: 0, like: 153, better: 0 } },
    { id: 'alike-rated', sizes: [[6, 4]] },
  ),
  exhibit('quality', asked, unrated, { id: 'unrated', sizes: [[6, 4]] }),
  exhibit('indexSet', { set: 'ddci' }, indexSet, {
    source: 'statistics',
    sizes: [
      [6, 6],
      [8, 10],
      [12, 8],
    ],
  }),
  exhibit('indexSet', { set: 'pci' }, amongProvinces, {
    id: 'among-provinces',
    source: 'statistics',
    sizes: [[8, 4]],
  }),
  exhibit(
    'indexSet',
    { set: 'ddci' },
    { ...indexSet, total: 0, mean: null, rows: [], components: [] },
    { id: 'nobody-ranked', source: 'statistics', sizes: [[6, 4]] },
  ),
];
