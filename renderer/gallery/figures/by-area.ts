import type { Data } from '../../../sync/contract/questions/index.ts';
import { names, NOW, pick } from '../city.ts';
import { indicators } from './indicators.ts';

const [row = pick(indicators.rows, 0)] = indicators.rows.filter(({ indicator }) => indicator === 'poverty');

/** An indicator of which less is better, by area, the weakest first; one area has not reported. */
export const byArea: Data<'indicator'> = {
  row,
  rhythm: 'month',
  rhythms: ['month'],
  subject: 'city',
  series: [],
  seams: [],
  subjects: names.areas.slice(0, 14).map(({ id }, i) => ({
    subject: id,
    period: '2026-10M',
    value: Math.max(0, 0.71 - i * 0.05),
    plan: i === 5 ? null : 0.3,
    state: i < 3 ? 'red' : i < 6 ? 'orange' : 'green',
  })),
  duty: { lead: row.lead, source: 'statistics', last: NOW, delay: null, next: null },
  compare: null,
};
