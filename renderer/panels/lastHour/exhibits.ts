import { exhibit } from '../../exhibits/exhibit.ts';
import { lastHour } from '../../exhibits/figures/alerts.ts';

const source = '';

export const exhibits = [
  exhibit('lastHour', {}, lastHour, {
    source,
    sizes: [
      [7, 9],
      [14, 5],
      [6, 6],
    ],
  }),
  exhibit(
    'lastHour',
    {},
    { ...lastHour, raised: 0, cleared: 0, rows: [], moved: [] },
    { id: 'calm', source, sizes: [[7, 6]] },
  ),
];
