import { exhibit } from '../../exhibits/exhibit.ts';
import { alarmFigures } from '../../exhibits/figures/alerts.ts';

const source = '';
const nothing = {
  ...alarmFigures,
  days: alarmFigures.days.map((day) => ({ ...day, raised: 0, critical: 0 })),
  tens: alarmFigures.tens.map((ten) => ({ ...ten, raised: 0 })),
  perOperator: { day: 0, tens: 0, worstTens: 0 },
  floods: { count: 0, share: 0 },
  ...{ stale: 0, chattering: 0, acknowledgedAfter: null, top: [], shelved: 0, off: 0 },
  severities: { critical: 0, high: 0, medium: 0, low: 0 },
};

export const exhibits = [
  exhibit('alarmFigures', {}, alarmFigures, {
    source,
    sizes: [
      [8, 10],
      [12, 6],
    ],
  }),
  exhibit('alarmFigures', {}, alarmFigures, {
    ...{ id: 'rates', options: { view: 'rates' }, source },
    sizes: [
      [16, 9],
      [8, 8],
    ],
  }),
  exhibit('alarmFigures', {}, alarmFigures, {
    ...{ id: 'top', options: { view: 'top' }, source },
    sizes: [
      [8, 6],
      [6, 8],
    ],
  }),
  exhibit('alarmFigures', {}, alarmFigures, {
    ...{ id: 'severities', options: { view: 'severities' }, source },
    sizes: [[6, 5]],
  }),
  exhibit('alarmFigures', {}, nothing, { id: 'nothing', source, sizes: [[8, 8]] }),
  exhibit('alarmFigures', {}, nothing, {
    ...{ id: 'none', options: { view: 'top' }, source },
    sizes: [[8, 3]],
  }),
];
