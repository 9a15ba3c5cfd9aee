import { expect, it } from 'vitest';
import type { Answer } from '../../sync/contract/answers.ts';
import type { Panel } from '../../sync/contract/boards.ts';
import { hasNothing } from './nothing.ts';

const panel = (name: string, more: Partial<Panel> = {}): Panel => ({
  ...{ id: 'p', kind: 'table', question: { name, params: {} }, options: {} },
  ...more,
});
const told = (data: unknown): Answer => ({
  ...{ asOf: 1, freshness: { state: 'live', since: 1, source: '' }, content: 'data', data },
});

it('has nothing to say where its list has no entry, or its answer nothing in it', () => {
  expect(hasNothing(panel('rejected'), told({ rows: [], total: 0 }))).toBe(true);
  expect(hasNothing(panel('rejected'), told({ rows: [{}], total: 1 }))).toBe(false);
  const empty: Answer = { asOf: 1, freshness: { state: 'live', since: 1, source: '' }, content: 'empty' };
  expect(hasNothing(panel('rejected'), empty)).toBe(true);
});

it('lists the units of one indicator as bars, and of its series what was revised', () => {
  const data = { subjects: [], series: [{ earlier: [] }, { earlier: [{}] }] };
  expect(hasNothing(panel('indicator', { kind: 'bars' }), told(data))).toBe(true);
  expect(hasNothing(panel('indicator', { options: { view: 'revisions' } }), told(data))).toBe(false);
  const never = { subjects: [{}], series: [{ earlier: [] }] };
  expect(hasNothing(panel('indicator', { kind: 'bars' }), told(never))).toBe(false);
  expect(hasNothing(panel('indicator', { options: { view: 'revisions' } }), told(never))).toBe(true);
  expect(hasNothing(panel('indicator', { options: { view: 'duty' } }), told(data))).toBe(false);
});

it('ranks nobody where nobody is told apart by more than chance', () => {
  const ranking = (name: string, order?: string): Panel =>
    panel(name, { kind: 'ranking', question: { name, params: order === undefined ? {} : { order } } });
  const of = (...rows: object[]): Answer => told({ rows });
  expect(hasNothing(ranking('quality'), of({ group: 'like' }))).toBe(true);
  expect(hasNothing(ranking('quality'), of({ group: 'like' }, { group: 'worse' }))).toBe(false);
  const row = { group: 'better', before: { change: 'same' } };
  expect(hasNothing(ranking('units', 'worst'), of(row))).toBe(true);
  expect(hasNothing(ranking('units', 'best'), of(row))).toBe(false);
  expect(hasNothing(ranking('units', 'declined'), of(row, { group: 'like', before: null }))).toBe(true);
  expect(hasNothing(ranking('units', 'improved'), of({ ...row, before: { change: 'worse' } }))).toBe(false);
  // Of how much each has to do, every row says something.
  expect(hasNothing(ranking('units', 'volume'), of({ group: 'like' }))).toBe(false);
});

it('has something to say where it could not be computed, and is not judged before it was answered', () => {
  const error = { code: 'question-failed', what: 'disk I/O error' } as const;
  const failed: Answer = {
    ...{ asOf: 1, freshness: { state: 'live', since: 1, source: '' }, content: 'error', error },
  };
  expect([hasNothing(panel('rejected'), failed), hasNothing(panel('rejected'), null)]).toEqual([false, null]);
  expect(hasNothing(panel('today'), told({ count: 0 }))).toBe(false);
});
