import { DAY } from '../../../sync/contract/instants.ts';
import { NOW } from '../../exhibits/city.ts';
import { exhibit } from '../../exhibits/exhibit.ts';
import { headlineOfAlarms, headlineOfAlerts, headlineUnseen } from '../../exhibits/figures/alerts.ts';
import { headline, headlineOfSet, headlineOfOne } from '../../exhibits/figures/wall.ts';

export const exhibits = [
  exhibit('headline', { service: 'citizens', about: ['alert'] }, headlineOfAlerts, {
    id: 'alerts',
    sizes: [
      [24, 3],
      [12, 4],
    ],
  }),
  exhibit('headline', { service: 'citizens', about: ['alarms'] }, headlineOfAlarms, {
    id: 'alarms',
    sizes: [[24, 3]],
  }),
  exhibit('headline', { service: 'citizens', about: ['alert'] }, headlineUnseen, {
    id: 'unseen',
    sizes: [[24, 3]],
  }),
  exhibit('headline', { service: 'citizens', about: ['hotspot', 'atRisk'] }, headline, {
    sizes: [
      [24, 3],
      [12, 6],
    ],
  }),
  exhibit(
    'headline',
    { service: 'citizens', about: ['one', 'unusualDay'], indicator: 'disbursement' },
    headlineOfOne,
    { id: 'one', sizes: [[24, 3]] },
  ),
  exhibit(
    'headline',
    { service: 'citizens', about: ['requests'] },
    {
      facts: [
        {
          ...{ fact: 'requests', open: 21, late: 5, answered: 6, unit: { unit: 'u5', late: 2 } },
          ...{ longest: { unit: 'u6', since: NOW - DAY }, next: { unit: 'u2', dueAt: NOW + DAY } },
        },
      ],
    },
    { id: 'requests', sizes: [[24, 3]] },
  ),
  exhibit('headline', { service: 'citizens', about: ['weakest', 'risers'], set: 'ddci' }, headlineOfSet, {
    id: 'set',
    sizes: [[24, 3]],
  }),
  exhibit(
    'headline',
    { service: 'citizens', about: ['hotspot'] },
    { facts: [{ fact: 'calm', service: 'citizens', count: 313, of: 'all' }] },
    { id: 'calm', sizes: [[24, 3]] },
  ),
];
