import { exhibit } from '../../exhibits/exhibit.ts';
import { days } from '../../exhibits/figures/flows.ts';

const CASES = { service: 'citizens', days: 84 } as const;

export const exhibits = [
  exhibit('days', CASES, days, {
    sizes: [
      [10, 6],
      [7, 5],
      [16, 7],
    ],
  }),
  exhibit('days', CASES, days, { id: 'late', options: { of: 'late' }, sizes: [[10, 6]] }),
];
