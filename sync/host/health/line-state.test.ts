import { expect, test } from 'vitest';
import { lineState } from './line-state.ts';

const limits = { lateAfter: 15, staleAfter: 300 };
const now = 1_000_000;

test.each([
  [0, 'live'],
  [14_999, 'live'],
  [15_000, 'late'],
  [299_999, 'late'],
  [300_000, 'stale'],
])('%i ms after a beat the line is %s', (age, state) => {
  expect(lineState({ heard: now - age, holds: true, broken: false }, now, limits)).toBe(state);
});

test('held data without any beat since the start are stale', () => {
  expect(lineState({ heard: null, holds: true, broken: false }, now, limits)).toBe('stale');
});

test('nothing held is empty, however fresh the line', () => {
  expect(lineState({ heard: now, holds: false, broken: false }, now, limits)).toBe('empty');
});

test("a fault of the host's own comes before all", () => {
  expect(lineState({ heard: now, holds: true, broken: true }, now, limits)).toBe('error');
});
