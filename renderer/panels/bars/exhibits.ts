import { exhibit } from '../../gallery/exhibit.ts';
import { areas, categories, noCategories } from '../../gallery/figures/cases.ts';

const asked = { service: 'citizens', range: 'today' } as const;

export const exhibits = [
  exhibit('categories', asked, categories, {
    sizes: [
      [6, 4],
      [8, 8],
      [4, 8],
    ],
  }),
  exhibit('categories', asked, noCategories, { id: 'none', sizes: [[6, 4]] }),
  exhibit('areas', { service: 'citizens', range: '24h' }, areas, {
    sizes: [
      [6, 4],
      [4, 8],
    ],
  }),
];
