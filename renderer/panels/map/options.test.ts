import { expect, it } from 'vitest';
import type { Panel } from '../../../sync/contract/boards.ts';
import { mapOptions } from './options.ts';

const panel = (params: Panel['question']['params'], options: Panel['options'] = {}): Panel => ({
  id: 'map',
  kind: 'map',
  at: [0, 0, 6, 6],
  question: { name: 'heat', params },
  options,
});

it('follows the question where the board says nothing', () => {
  const { mode, names, hotspots, range, inset } = mapOptions(panel({ range: '7d' }));
  expect({ mode, names, hotspots, range }).toEqual({
    mode: 'heat',
    names: true,
    hotspots: true,
    range: '7d',
  });
  expect(inset('inner')).toBe(true);
  expect(mapOptions(panel({ against: 'usual' })).mode).toBe('usual');
});

it('does what the board says', () => {
  const asked = mapOptions(panel({ against: 'usual' }, { mode: 'overdue', names: false, insets: ['inner'] }));
  expect(asked.mode).toBe('overdue');
  expect(asked.names).toBe(false);
  expect([asked.inset('inner'), asked.inset('far')]).toEqual([true, false]);
  expect(mapOptions(panel({}, { insets: false })).inset('inner')).toBe(false);
});

it('takes a range heat does not know as the last 24 hours, and a wrong option as none', () => {
  expect(mapOptions(panel({ range: 'reportingMonth' })).range).toBe('24h');
  expect(mapOptions(panel({}, { mode: 'sideways' })).mode).toBe('heat');
});
