import { exhibit } from '../../gallery/exhibit.ts';
import { today } from '../../gallery/figures/today.ts';

export const exhibits = [
  exhibit('today', { service: 'citizens' }, today, {
    sizes: [
      [6, 4],
      [9, 6],
    ],
  }),
];
