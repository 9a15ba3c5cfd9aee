import { exhibit } from '../../exhibits/exhibit.ts';
import { cases, commands, rejected, reports, requests } from '../../exhibits/figures/lists.ts';
import { assumed, daily, indexes, indicator, plainly, young } from '../../exhibits/figures/measures.ts';
import { sources } from '../../exhibits/figures/wall.ts';

const WIDE = [12, 6] as const;
const NARROW = [9, 7] as const;

export const exhibits = [
  exhibit('sources', {}, sources, { source: '', sizes: [[16, 6], NARROW] }),
  exhibit('cases', { filter: { service: 'citizens' } }, cases, { sizes: [WIDE, NARROW] }),
  exhibit('rejected', {}, rejected, { source: '', sizes: [WIDE] }),
  exhibit('commands', {}, reports, { source: '', sizes: [WIDE, NARROW] }),
  exhibit('commands', {}, commands, { id: 'kinds', source: '', sizes: [WIDE, NARROW] }),
  exhibit('requests', {}, requests, { source: '', sizes: [WIDE, NARROW] }),
  exhibit('daily', {}, daily, { source: 'statistics', sizes: [[16, 6], NARROW] }),
  exhibit('indicator', { indicator: indicator.row.indicator }, indicator, {
    source: 'statistics',
    sizes: [WIDE, NARROW],
  }),
  ...(['revisions', 'duty', 'compare'] as const).map((view) =>
    exhibit('indicator', { indicator: indicator.row.indicator }, indicator, {
      id: view,
      source: 'statistics',
      options: { view },
      sizes: [WIDE],
    }),
  ),
  ...Object.entries({ forecast: assumed, 'no better': plainly, 'too short': young }).map(([id, data]) =>
    exhibit('indicator', { indicator: indicator.row.indicator }, data, {
      ...{ id, source: 'statistics', options: { view: 'forecast' } },
      sizes: id === 'forecast' ? [[11, 7], NARROW] : [WIDE],
    }),
  ),
  exhibit('indexes', {}, indexes, { source: 'statistics', sizes: [WIDE, NARROW] }),
];
