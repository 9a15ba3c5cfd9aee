import { expect, test } from 'vitest';
import type { Answer } from '../../sync/contract/answers.ts';
import { keyOf, Ledger, merged } from './merge.ts';

const answer = (data: unknown): Answer => ({
  asOf: 1,
  freshness: { state: 'live', since: 1, source: 's' },
  content: 'data',
  data,
});

test('what changed replaces what was held; the rest keeps its identity', () => {
  const [old, kept, fresh] = [answer(1), answer(2), answer(3)];
  const next = merged(
    new Map([
      ['a', old],
      ['b', kept],
    ]),
    { a: fresh },
    new Set(['a', 'b']),
  );
  expect(next.get('a')).toBe(fresh);
  expect(next.get('b')).toBe(kept);
});

test('answers to questions no longer asked are let go and not taken', () => {
  const next = merged(
    new Map([['gone', answer(1)]]),
    { late: answer(2), here: answer(3) },
    new Set(['here']),
  );
  expect([...next.keys()]).toEqual(['here']);
});

test('the order parameters were written in makes no other question', () => {
  expect(keyOf({ name: 'today', params: { a: 1, b: 2 } })).toBe(
    keyOf({ name: 'today', params: { b: 2, a: 1 } }),
  );
  expect(keyOf({ name: 'today', params: { a: 1 } })).not.toBe(keyOf({ name: 'today', params: { a: 2 } }));
  expect(keyOf({ name: 'today', params: { a: 1 } })).not.toBe(keyOf({ name: 'units', params: { a: 1 } }));
});

test('one subscription for all who ask the same, until the last lets go', () => {
  const ledger = new Ledger();
  const first = ledger.hold({ name: 'today', params: { service: 'x' } });
  const second = ledger.hold({ name: 'today', params: { service: 'x' } });
  expect(second).toBe(first);
  expect(ledger.subscriptions()).toHaveLength(1);
  ledger.release(first);
  expect(ledger.subscriptions()).toHaveLength(1);
  ledger.release(second);
  expect(ledger.subscriptions()).toEqual([]);
  expect(ledger.hold({ name: 'today', params: { service: 'x' } })).not.toBe(first);
});
