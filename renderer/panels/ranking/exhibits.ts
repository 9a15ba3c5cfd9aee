import { exhibit } from '../../gallery/exhibit.ts';
import { units } from '../../gallery/figures/cases.ts';

export const exhibits = [
  exhibit('units', { service: 'citizens', range: 'reportingMonth' }, units, {
    sizes: [
      [6, 4],
      [8, 6],
    ],
  }),
];
