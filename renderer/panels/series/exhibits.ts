import { exhibit } from '../../gallery/exhibit.ts';
import { days } from '../../gallery/figures/flows.ts';
import { daily, indicator } from '../../gallery/figures/measures.ts';
import { today } from '../../gallery/figures/today.ts';

const WIDE = [14, 6] as const;
const SMALL = [7, 5] as const;
const month = days.rows.slice(-28);

export const exhibits = [
  exhibit('days', { service: 'citizens', days: 28 }, { ...days, rows: month }, { sizes: [WIDE, SMALL] }),
  exhibit('indicator', { indicator: indicator.row.indicator }, indicator, {
    source: 'statistics',
    sizes: [WIDE, SMALL],
  }),
  exhibit('today', { service: 'citizens' }, today, { sizes: [WIDE] }),
  exhibit('daily', { fields: ['f0'] }, daily, { source: 'statistics', sizes: [WIDE, SMALL] }),
];
