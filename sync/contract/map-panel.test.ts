import { expect, it } from 'vitest';
import type { Panel } from './boards.ts';
import { mapBesides, mapLook, type Inset } from './map-panel.ts';

const insets: Inset[] = [
  {
    id: 'inner',
    bounds: [
      [106, 10],
      [107, 11],
    ],
  },
];
const panel = (params: Panel['question']['params'], options: Panel['options'] = {}): Panel => ({
  id: 'map',
  kind: 'map',
  at: [0, 0, 6, 6],
  question: { name: 'heat', params },
  options,
});

it('follows the question where the board says nothing', () => {
  const { mode, names, hotspots, range, inset } = mapLook(panel({ range: '7d' }));
  expect({ mode, names, hotspots, range }).toEqual({
    mode: 'heat',
    names: true,
    hotspots: true,
    range: '7d',
  });
  expect(inset('inner')).toBe(true);
  expect(mapLook(panel({ against: 'usual' })).mode).toBe('usual');
});

it('does what the board says', () => {
  const asked = mapLook(panel({ against: 'usual' }, { mode: 'overdue', names: false, insets: ['inner'] }));
  expect(asked.mode).toBe('overdue');
  expect(asked.names).toBe(false);
  expect([asked.inset('inner'), asked.inset('far')]).toEqual([true, false]);
  expect(mapLook(panel({}, { insets: false })).inset('inner')).toBe(false);
});

it('takes a range heat does not know as the last 24 hours, and a wrong option as none', () => {
  expect(mapLook(panel({ range: 'reportingMonth' })).range).toBe('24h');
  expect(mapLook(panel({}, { mode: 'sideways' })).mode).toBe('heat');
});

it('asks beside its board’s question what else stands on it', () => {
  const asks = { service: 'calls', range: '7d', grid: 'mid' };
  expect(mapBesides(panel(asks), insets)).toEqual({
    heat: null,
    close: { name: 'heat', params: { ...asks, grid: 'fine', box: [106, 10, 107, 11] } },
    areas: { name: 'areas', params: { service: 'calls', range: '7d' } },
    hotspots: { name: 'hotspots', params: { service: 'calls' } },
  });
  const areas = {
    ...panel({ service: 'calls', range: 'month' }),
    question: { name: 'areas', params: { service: 'calls', range: 'month' } },
  };
  expect(mapBesides({ ...areas, options: { mode: 'usual', hotspots: false } }, insets)).toEqual({
    heat: { name: 'heat', params: { service: 'calls', range: '24h', grid: 'mid' } },
    ...{ close: null, areas: null, hotspots: null },
  });
});

it('asks for finer cells only where there is a lens for them, and they are not there already', () => {
  const close = (...one: Parameters<typeof panel>) => mapBesides(panel(...one), insets).close;
  expect(close({ service: 'calls', grid: 'mid' })).not.toBeNull();
  expect(close({ service: 'calls', grid: 'fine' })).toBeNull();
  expect(close({ service: 'calls', grid: 'mid' }, { insets: false })).toBeNull();
  expect(close({ service: 'calls', grid: 'mid' }, { mode: 'overdue' })).toBeNull();
});
