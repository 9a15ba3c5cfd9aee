import { exhibit } from '../../exhibits/exhibit.ts';
import { areas } from '../../exhibits/figures/cases.ts';

const CASES = { service: 'citizens', range: '24h' } as const;

export const exhibits = [
  exhibit('areas', CASES, areas, {
    sizes: [
      [12, 8],
      [8, 6],
    ],
  }),
  exhibit('areas', CASES, areas, { id: 'count', options: { mode: 'count' }, sizes: [[12, 8]] }),
  exhibit('areas', CASES, areas, { id: 'overdue', options: { mode: 'overdue' }, sizes: [[12, 8]] }),
];
