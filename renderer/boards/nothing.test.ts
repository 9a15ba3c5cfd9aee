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

it('has something to say where it could not be computed, and is not judged before it was answered', () => {
  const error = { code: 'question-failed', what: 'disk I/O error' } as const;
  const failed: Answer = {
    ...{ asOf: 1, freshness: { state: 'live', since: 1, source: '' }, content: 'error', error },
  };
  expect([hasNothing(panel('rejected'), failed), hasNothing(panel('rejected'), null)]).toEqual([false, null]);
  expect(hasNothing(panel('today'), told({ count: 0 }))).toBe(false);
});
