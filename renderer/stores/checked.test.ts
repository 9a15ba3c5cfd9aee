import { expect, test } from 'vitest';
import type { Answer } from '../../sync/contract/answers.ts';
import { packCells, unpackCells } from '../../sync/contract/heat-cells.ts';
import { checked } from './checked.ts';
import { aged } from './question.ts';

const told = {
  asOf: 1_790_000_000_000,
  freshness: { state: 'live', since: 1_790_000_000_000, source: 's' },
} as const;

test('an answer of its question passes as it is', () => {
  const data = { open: 3, within: 1, dueSoon: 1, overdue: 1, untimed: 0, soonHours: 24 };
  expect(checked('backlog', { ...told, content: 'data', data })).toEqual({ ...told, content: 'data', data });
});

test('one of a city that is still being fetched goes on saying so', () => {
  const data = { open: 3, within: 1, dueSoon: 1, overdue: 1, untimed: 0, soonHours: 24 };
  expect(checked('backlog', { ...told, partial: true, content: 'data', data })).toMatchObject({
    partial: true,
    data,
  });
});

test('one that does not fit becomes an error that says where', () => {
  const broken = checked('backlog', { ...told, content: 'data', data: { open: 'three' } });
  expect(broken.content === 'error' && broken.error).toMatchObject({ code: 'answer-not-understood' });
  expect(broken.content === 'error' && broken.error.what).toMatch(/^open: /);
});

test('bytes that came as an ArrayBuffer are heat cells again', () => {
  const packed = packCells([{ x: 5, y: -3, n: 7 }]);
  const bytes = packed.buffer.slice(packed.byteOffset, packed.byteOffset + packed.byteLength);
  const data = { since: 1_790_000_000_000, grid: 'mid', width: 3, cells: bytes, total: 7, unknown: 0 };
  const heat = checked('heat', { ...told, content: 'data', data });
  expect(heat.content === 'data' && unpackCells(heat.data.cells, 3)).toEqual([{ x: 5, y: -3, n: 7 }]);
});

test('an answer is no fresher than the host that brought it', () => {
  const live: Answer = { ...told, content: 'empty' };
  expect(aged(live, 'live')).toBe(live);
  expect(aged(live, 'late').freshness).toEqual({ ...told.freshness, state: 'late' });
  const stale: Answer = { ...live, freshness: { ...told.freshness, state: 'stale' } };
  expect(aged(stale, 'late')).toBe(stale);
});
