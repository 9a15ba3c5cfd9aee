import { exhibit } from '../../exhibits/exhibit.ts';
import { indicators } from '../../exhibits/figures/indicators.ts';

export const exhibits = [
  exhibit('indicators', {}, indicators, {
    source: 'statistics',
    sizes: [
      [6, 8],
      [11, 8],
    ],
  }),
];
