import { exhibit } from '../../exhibits/exhibit.ts';
import { backlog, categories } from '../../exhibits/figures/cases.ts';
import { quality, unrated } from '../../exhibits/figures/quality.ts';
import { requests } from '../../exhibits/figures/lists.ts';
import { fields } from '../../exhibits/figures/indicators.ts';

export const exhibits = [
  exhibit('requests', {}, requests, { source: '', sizes: [[6, 5]] }),
  exhibit('backlog', { service: 'citizens' }, backlog, {
    sizes: [
      [6, 5],
      [6, 4],
      [4, 5],
    ],
  }),
  exhibit('backlog', { service: 'citizens' }, backlog, {
    id: 'ring',
    options: { form: 'ring' },
    sizes: [
      [6, 4],
      [4, 8],
    ],
  }),
  exhibit('categories', { service: 'citizens', range: 'today' }, categories, {
    sizes: [
      [6, 5],
      [12, 4],
    ],
  }),
  exhibit('categories', { service: 'citizens', range: 'today' }, categories, {
    id: 'categories-ring',
    options: { form: 'ring' },
    sizes: [
      [8, 6],
      [5, 10],
    ],
  }),
  exhibit('fields', {}, fields, {
    source: 'statistics',
    sizes: [
      [6, 4],
      [9, 4],
    ],
  }),
  exhibit('quality', { service: 'citizens', range: 'reportingMonth' }, quality, {
    sizes: [
      [6, 6],
      [9, 4],
    ],
  }),
  exhibit('quality', { service: 'citizens', range: 'reportingMonth' }, quality, {
    id: 'quality-ring',
    options: { form: 'ring' },
    sizes: [
      [8, 5],
      [5, 8],
    ],
  }),
  exhibit('quality', { service: 'citizens', range: 'reportingMonth' }, unrated, {
    id: 'unrated',
    sizes: [[6, 5]],
  }),
];
