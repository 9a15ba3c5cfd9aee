import { expect, test } from 'vitest';
import { byFor } from '../../exhibits/by.ts';
import { days } from '../../exhibits/figures/flows.ts';
import { daily, indicator } from '../../exhibits/figures/measures.ts';
import { today } from '../../exhibits/figures/today.ts';
import { SERIES } from './adapters.ts';

const by = (name: string, options = {}) => byFor('series', name, { service: 'citizens' }, options);

test.each([
  ['today', SERIES.today(today, by('today')), 'phản ánh/giờ'],
  ['days', SERIES.days(days, by('days')), 'phản ánh/ngày'],
  ['daily', SERIES.daily(daily, by('daily')), '%'],
  ['indicator', SERIES.indicator(indicator, by('indicator')), '%'],
] as const)('an answer to %s is drawn as what it is', (_name, { chart }, unit) => {
  expect(chart.unit).toBe(unit);
  expect(chart.lines.length).toBeGreaterThan(0);
  for (const { points } of chart.lines) expect(points).toHaveLength(chart.steps.length);
});

test('a board may have days drawn as columns', () => {
  expect(SERIES.days(days, by('days', { draw: 'columns' })).chart.lines[0]?.as).toBe('columns');
});
