import { exhibit } from '../../gallery/exhibit.ts';
import { sources } from '../../gallery/figures/wall.ts';

export const exhibits = [
  exhibit('sources', {}, sources, {
    source: '',
    sizes: [
      [6, 4],
      [4, 8],
    ],
  }),
];
