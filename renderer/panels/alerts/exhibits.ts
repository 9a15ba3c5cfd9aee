import { exhibit } from '../../exhibits/exhibit.ts';
import {
  alerts,
  alertStates,
  blindRules,
  firstLook,
  longAlerts,
  manyAlerts,
  noAlerts,
} from '../../exhibits/figures/alerts.ts';

const source = '';

export const exhibits = [
  exhibit('alerts', {}, alerts, {
    source,
    sizes: [
      [8, 10],
      [6, 6],
      [12, 8],
      [24, 6],
    ],
  }),
  exhibit('alerts', {}, alertStates, { id: 'states', source, sizes: [[8, 12]] }),
  exhibit('alerts', {}, manyAlerts, {
    id: 'many',
    source,
    sizes: [
      [7, 12],
      [12, 16],
    ],
  }),
  exhibit('alerts', {}, alerts, {
    id: 'compact',
    options: { compact: true, most: 4 },
    source,
    sizes: [
      [8, 5],
      [6, 6],
    ],
  }),
  exhibit('alerts', {}, longAlerts, {
    id: 'long',
    source,
    sizes: [
      [6, 6],
      [12, 4],
    ],
  }),
  exhibit('alerts', {}, noAlerts, { id: 'none', source, sizes: [[6, 3]] }),
  exhibit('alerts', {}, firstLook, { id: 'first', source, sizes: [[6, 3]] }),
  exhibit('alerts', {}, blindRules, { id: 'blind', source, sizes: [[8, 4]] }),
  exhibit('alerts', { filter: { severities: ['critical'] } }, noAlerts, {
    id: 'filtered',
    source,
    sizes: [[6, 3]],
  }),
];
