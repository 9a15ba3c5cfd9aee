import { exhibit } from '../../exhibits/exhibit.ts';
import { cases } from '../../gallery/figures/lists.ts';

export const exhibits = [
  exhibit('cases', { filter: { service: 'citizens' } }, cases, {
    sizes: [
      [8, 5],
      [6, 8],
    ],
  }),
];
