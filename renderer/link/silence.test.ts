import { expect, test } from 'vitest';
import { graver, hostState } from './silence.ts';

test.each([
  [0, 'live'],
  [4_999, 'live'],
  [5_000, 'late'],
  [59_999, 'late'],
  [60_000, 'stale'],
  [Number.POSITIVE_INFINITY, 'stale'],
] as const)('a host silent for %i ms is %s', (silent, state) => {
  expect(hostState(silent)).toBe(state);
});

test('the graver of two states, either way round', () => {
  const states = ['live', 'late', 'stale'] as const;
  states.forEach((a, i) => states.forEach((b, j) => expect(graver(a, b)).toBe(states[Math.max(i, j)])));
});
