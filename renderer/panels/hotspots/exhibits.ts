import { exhibit } from '../../exhibits/exhibit.ts';
import { hotspots } from '../../exhibits/figures/wall.ts';

const asked = { service: 'citizens' };

export const exhibits = [
  exhibit('hotspots', asked, hotspots, {
    sizes: [
      [6, 4],
      [8, 6],
    ],
  }),
  exhibit('hotspots', asked, { ...hotspots, rows: [] }, { id: 'none', sizes: [[6, 4]] }),
];
