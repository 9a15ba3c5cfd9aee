import { exhibit } from '../../gallery/exhibit.ts';
import { fields } from '../../gallery/figures/indicators.ts';

export const exhibits = [
  exhibit('fields', {}, fields, {
    source: 'statistics',
    sizes: [
      [8, 6],
      [7, 14],
    ],
  }),
];
