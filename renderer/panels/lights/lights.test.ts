import { expect, it } from 'vitest';
import { boardAt } from '../../../sync/contract/place.ts';
import { byFor } from '../../exhibits/by.ts';
import { NOW } from '../../exhibits/city.ts';
import { fields, indicators } from '../../exhibits/figures/indicators.ts';
import { sources } from '../../exhibits/figures/wall.ts';
import { LIGHTS } from './adapters.ts';

it('fields: the city first, a column for each state, every count in its own', () => {
  const lights = LIGHTS.fields(fields, byFor('lights', 'fields'));
  if (lights.as !== 'counts') throw new Error('fields are counted');
  expect(lights.columns.map(({ of }) => of)).toEqual(['red', 'orange', 'green', 'unknown']);
  expect(lights.rows.slice(0, 2)).toMatchObject([
    { name: 'Mọi lĩnh vực', whole: true, counts: [7, 19, 116, 12], total: 154 },
    { name: 'Tăng trưởng kinh tế', whole: false, counts: [3, 2, 9, 0] },
  ]);
  // Those with nothing at risk or behind are counted, not named.
  const needs = ({ counts: [red = 0, orange = 0] }: { counts: readonly number[] }): boolean =>
    red + orange > 0;
  expect(lights.rows.every(needs)).toBe(true);
  expect(lights.calm.some(needs)).toBe(false);
  expect(lights.rows.length - 1 + lights.calm.length).toBe(fields.rows.length);
});

it('sources: each with how far it reaches, and whose duty it is where it is not live', () => {
  const lights = LIGHTS.sources(sources, byFor('lights', 'sources'));
  if (lights.as !== 'list') throw new Error('sources are listed');
  expect(lights.aside).toEqual(['3/4 quá hẹn']);
  expect(lights.rows.map(({ state, until, note }) => [state, until, note !== ''])).toEqual([
    ['stale', 'đến 14:32\u00a018/11', true],
    ['empty', 'chưa từng có', true],
    ['late', 'đến 13:05', true],
  ]);
  expect(lights.rest).toBe('1 nguồn đúng hạn');
  expect(lights.rows[0]?.note).toBe('Sở Tài chính · Trực ban trung tâm');
});

it('sources by unit: who has most to mend is first, with the worst of it and its duty by name', () => {
  const live = sources.rows.map((row) => ({ ...row, state: 'live' as const, watermark: NOW }));
  const rows = [...live.slice(0, 2), ...sources.rows.slice(2)];
  const lights = LIGHTS.sources({ ...sources, rows }, byFor('lights', 'sources', {}, { by: 'unit' }));
  if (lights.as !== 'counts') throw new Error('units are counted');
  expect(lights.columns.map(({ of }) => of)).toEqual(['stale', 'late', 'empty', 'live']);
  expect(lights.rows.map(({ name, counts, note }) => [name, counts, note])).toEqual([
    ['Sở Y tế', [0, 1, 0, 1], 'Tổng đài khẩn cấp · đến 13:05 · Trực ban trung tâm'],
  ]);
  expect(lights.calm.map(({ name, counts }) => [name, counts])).toEqual([['Sở Tài chính', [0, 0, 0, 2]]]);
});

it('indicators: only those that cannot be assessed, by why not, and how many there are in all', () => {
  const lights = LIGHTS.indicators(indicators, byFor('lights', 'indicators', { states: ['unknown'] }));
  if (lights.as !== 'list') throw new Error('indicators are listed');
  expect(lights.rows).toMatchObject([
    {
      state: 'unknown',
      ...{ name: 'Chưa có số liệu', until: '1' },
      to: boardAt('indicator', { subject: 'health' }),
    },
  ]);
  expect([lights.aside, lights.more]).toEqual([['12/154'], 11]);
});
