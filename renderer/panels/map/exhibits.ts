import { exhibit } from '../../exhibits/exhibit.ts';
import { areas } from '../../exhibits/figures/cases.ts';
import { heatOn } from '../../exhibits/figures/map.ts';

const CASES = { service: 'citizens', range: '24h' } as const;

/** Few, since a browser draws only so many maps at a time. */
export const exhibits = [
  exhibit('heat', { ...CASES, grid: 'mid' }, heatOn('mid'), {
    options: { mode: 'heat' },
    sizes: [
      [12, 8],
      [8, 6],
    ],
  }),
  exhibit('areas', CASES, areas, { options: { mode: 'usual' }, sizes: [[12, 8]] }),
  exhibit('areas', CASES, areas, { id: 'overdue', options: { mode: 'overdue' }, sizes: [[8, 6]] }),
];
