import { exhibit } from '../../exhibits/exhibit.ts';
import { alike, units } from '../../exhibits/figures/cases.ts';

const asked = { service: 'citizens', range: 'reportingMonth', order: 'worst', limits: true } as const;

export const exhibits = [
  exhibit('units', asked, units, {
    sizes: [
      [10, 8],
      [12, 10],
      [8, 6],
    ],
  }),
  exhibit('units', asked, alike, { id: 'alike', sizes: [[8, 6]] }),
  exhibit(
    'units',
    asked,
    { ...alike, city: { ...alike.city, closed: 0, late: 0, overdue: 0, onTime: null }, rows: [], limits: [] },
    { id: 'nothing-due', sizes: [[6, 4]] },
  ),
];
