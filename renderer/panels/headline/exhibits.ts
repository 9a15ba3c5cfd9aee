import { exhibit } from '../../gallery/exhibit.ts';
import { headline } from '../../gallery/figures/wall.ts';

export const exhibits = [
  exhibit('headline', { service: 'citizens', about: ['hotspot', 'atRisk'] }, headline, {
    sizes: [
      [24, 2],
      [12, 6],
    ],
  }),
  exhibit(
    'headline',
    { service: 'citizens', about: ['hotspot'] },
    { facts: [{ fact: 'calm', service: 'citizens', count: 313 }] },
    { id: 'calm', sizes: [[24, 2]] },
  ),
];
