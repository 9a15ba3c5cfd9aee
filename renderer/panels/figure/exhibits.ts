import { exhibit } from '../../exhibits/exhibit.ts';
import { units } from '../../exhibits/figures/cases.ts';
import { flow } from '../../exhibits/figures/flows.ts';
import { indicator } from '../../exhibits/figures/measures.ts';
import { quality } from '../../exhibits/figures/quality.ts';
import { busy, today } from '../../exhibits/figures/today.ts';

const MONTHLY = { service: 'citizens', range: 'reportingMonth' } as const;

export const exhibits = [
  exhibit('today', { service: 'citizens' }, today, {
    sizes: [
      [6, 4],
      [9, 6],
    ],
  }),
  exhibit('today', { service: 'citizens' }, busy, { id: 'above', sizes: [[6, 4]] }),
  exhibit('today', { service: 'citizens' }, today, {
    id: 'plain',
    options: { curve: false },
    sizes: [[4, 3]],
  }),
  exhibit('units', MONTHLY, units, {
    sizes: [
      [6, 4],
      [9, 6],
    ],
  }),
  exhibit('indicator', { indicator: 'disbursement' }, indicator, {
    source: 'statistics',
    sizes: [
      [7, 6],
      [6, 4],
      [12, 6],
    ],
  }),
  exhibit('flow', MONTHLY, flow, {
    sizes: [
      [6, 5],
      [9, 6],
    ],
  }),
  exhibit('quality', MONTHLY, quality, { sizes: [[6, 4]] }),
];
