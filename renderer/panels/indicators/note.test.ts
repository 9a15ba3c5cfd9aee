import { expect, test } from 'vitest';
import type { IndicatorRow } from '../../../sync/contract/questions/indicators.ts';
import { byFor } from '../../exhibits/by.ts';
import { pick } from '../../exhibits/city.ts';
import { indicators } from '../../exhibits/figures/indicators.ts';
import { chanceNote, finding } from './note.ts';

const { names, say, format } = byFor('table', 'indicator', { indicator: 'disbursement' });
const row = pick(indicators.rows, 0);
const of = (more: Partial<IndicatorRow>): string =>
  chanceNote({ ...row, ...more }, say, format).replaceAll('\u00a0', ' ');

test('the chance is told of what needs watching', () => {
  expect(of({ state: 'red', chance: 0.12 })).toBe('khả năng đạt 12%');
  expect(of({ state: 'orange', chance: 0.004 })).toBe('khả năng đạt dưới 1%');
  expect(of({ state: 'green', chance: 0.999 })).toBe('');
  expect(of({ state: 'red', chance: null })).toBe('');
});

test('a day over its limit is over its limit, and nothing more', () => {
  const over = {
    ...row,
    state: 'orange',
    reason: 'overLimit',
    indicator: 'poverty',
    shortfall: 0.12,
  } as const;
  expect(finding(over, names, say, format).replaceAll('\u00a0', ' ')).toMatch(/^vượt ngưỡng cảnh báo 0,12/);
});
