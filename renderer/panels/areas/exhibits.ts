import { exhibit } from '../../gallery/exhibit.ts';
import { areas } from '../../gallery/figures/cases.ts';

export const exhibits = [
  exhibit('areas', { service: 'citizens', range: '24h' }, areas, {
    sizes: [
      [6, 4],
      [4, 8],
    ],
  }),
];
