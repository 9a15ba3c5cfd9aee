import { exhibit } from '../../gallery/exhibit.ts';
import { backlog } from '../../gallery/figures/cases.ts';

export const exhibits = [
  exhibit('backlog', { service: 'citizens' }, backlog, {
    sizes: [
      [6, 4],
      [6, 3],
    ],
  }),
];
