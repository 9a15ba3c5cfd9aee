import { exhibit } from '../../gallery/exhibit.ts';
import { indicators } from '../../gallery/figures/indicators.ts';

export const exhibits = [
  exhibit('indicators', { states: ['unknown'] }, indicators, { source: 'statistics', sizes: [[6, 4]] }),
];
