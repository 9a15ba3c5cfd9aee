import { exhibit } from '../../exhibits/exhibit.ts';

export const exhibits = [
  exhibit('nothing', {}, {}, { source: '', options: { date: true }, sizes: [[8, 5]] }),
  exhibit('nothing', {}, {}, { source: '', sizes: [[8, 5]] }),
];
