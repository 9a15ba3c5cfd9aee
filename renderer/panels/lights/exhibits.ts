import { exhibit } from '../../exhibits/exhibit.ts';
import { fields, indicators } from '../../exhibits/figures/indicators.ts';
import { sources } from '../../exhibits/figures/wall.ts';

export const exhibits = [
  exhibit('fields', {}, fields, {
    source: 'statistics',
    sizes: [
      [8, 6],
      [7, 14],
    ],
  }),
  exhibit('sources', {}, sources, {
    source: '',
    sizes: [
      [6, 4],
      [4, 8],
    ],
  }),
  exhibit('sources', {}, sources, {
    id: 'sources-by-unit',
    options: { by: 'unit' },
    source: '',
    sizes: [
      [8, 6],
      [6, 8],
      [8, 4],
    ],
  }),
  exhibit('indicators', { states: ['unknown'] }, indicators, {
    source: 'statistics',
    sizes: [
      [6, 4],
      [6, 14],
    ],
  }),
];
