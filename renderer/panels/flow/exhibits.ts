import { exhibit } from '../../exhibits/exhibit.ts';
import { flow } from '../../exhibits/figures/flows.ts';

export const exhibits = [
  exhibit('flow', { service: 'citizens', range: 'reportingMonth' }, flow, {
    sizes: [
      [10, 5],
      [7, 5],
      [12, 8],
    ],
  }),
];
