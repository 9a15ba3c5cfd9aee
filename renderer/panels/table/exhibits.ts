import { exhibit } from '../../gallery/exhibit.ts';
import { cases, rejected, reports } from '../../gallery/figures/lists.ts';
import { sources } from '../../gallery/figures/wall.ts';

const WIDE = [12, 6] as const;
const NARROW = [7, 6] as const;

export const exhibits = [
  exhibit('sources', {}, sources, { source: '', sizes: [[16, 6], NARROW] }),
  exhibit('cases', { filter: { service: 'citizens' } }, cases, { sizes: [WIDE, NARROW] }),
  exhibit('rejected', {}, rejected, { source: '', sizes: [WIDE] }),
  exhibit('reports', {}, reports, { source: '', sizes: [WIDE, NARROW] }),
];
