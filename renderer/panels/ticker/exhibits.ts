import { exhibit } from '../../exhibits/exhibit.ts';
import { cases } from '../../exhibits/figures/lists.ts';

export const exhibits = [
  exhibit('cases', { filter: { service: 'citizens' } }, cases, {
    sizes: [
      [8, 5],
      [6, 8],
    ],
  }),
];
