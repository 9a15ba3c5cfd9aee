import { expect, test } from 'vitest';
import { byFor } from '../../gallery/by.ts';
import { days } from '../../gallery/figures/flows.ts';
import { daily, indicator } from '../../gallery/figures/measures.ts';
import { today } from '../../gallery/figures/today.ts';
import { seriesOf } from './adapters.ts';

test.each([
  ['today', today, 'phản ánh/giờ'],
  ['days', days, 'phản ánh/ngày'],
  ['daily', daily, '%'],
  ['indicator', indicator, '%'],
] as const)('an answer to %s is drawn as what it is', (name, data, unit) => {
  const by = byFor('series', name, { service: 'citizens' });
  const { chart } = seriesOf(data, by);
  expect(chart.unit).toBe(unit);
  expect(chart.lines.length).toBeGreaterThan(0);
  for (const { points } of chart.lines) expect(points).toHaveLength(chart.steps.length);
});

test('a board may have days drawn as columns', () => {
  const by = byFor('series', 'days', { service: 'citizens' }, { draw: 'columns' });
  expect(seriesOf(days, by).chart.lines[0]?.as).toBe('columns');
});
