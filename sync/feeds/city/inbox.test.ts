import { expect, it } from 'vitest';
import { CREDIT, MAX_MESSAGE } from '../../contract/feed.ts';
import { Inbox } from './inbox.ts';
import type { Heard } from './replica-state.ts';

const said = { asOf: 1, watermarks: {}, serverTime: 1 };
const beat = (seq: number): Heard => ({
  event: 'beat',
  message: { head: { epoch: 'e', seq, chain: '' }, ...said },
});
const delta = (from: number, records = '[]'): Heard => ({
  event: 'delta',
  message: { epoch: 'e', from, to: from + 1, chain: '', count: 0, records, ...said },
});

it('keeps the order, and of beats in a row the last', () => {
  const inbox = new Inbox();
  for (const heard of [beat(1), delta(1), beat(2), beat(3), delta(2)]) expect(inbox.put(heard)).toBe(true);
  const taken = [];
  for (let heard = inbox.take(); heard !== undefined; heard = inbox.take()) taken.push(heard);
  expect(taken).toEqual([beat(1), delta(1), beat(3), delta(2)]);
});

it('does not hold more than a city that minds its credit would send', () => {
  const inbox = new Inbox();
  const whole = ' '.repeat(CREDIT.bytes);
  expect(inbox.put(delta(1, whole))).toBe(true);
  expect(inbox.put(delta(2, ' '.repeat(MAX_MESSAGE)))).toBe(true);
  expect(inbox.put(delta(3, ' '))).toBe(false);
  inbox.take();
  inbox.take();
  expect(inbox.put(delta(4, whole))).toBe(true);
});
