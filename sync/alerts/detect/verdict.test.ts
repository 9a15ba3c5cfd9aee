import { expect, it } from 'vitest';
import { isPast, MOST, scoreOf, verdictOf } from './verdict.ts';

it('scores by the way to the bound, from either side', () => {
  expect(scoreOf(15, 10, 20, 'above')).toBe(0.5);
  expect(scoreOf(5, 10, 20, 'above')).toBe(0);
  expect(scoreOf(4, 10, 7, 'below')).toBe(2);
  expect(scoreOf(12, 10, 7, 'below')).toBe(0);
});

it('ends where there is no way to the bound, or no end', () => {
  expect(scoreOf(11, 10, 10, 'above')).toBe(MOST);
  expect(scoreOf(10, 10, 10, 'above')).toBe(0);
  expect(scoreOf(1e9, 0, 1e-9, 'above')).toBe(MOST);
});

it('keeps probabilities probabilities, and marks past the bound alone', () => {
  const verdict = verdictOf({ value: 7, expected: 3, bound: 7, side: 'above', p: -1e-17 });
  expect(verdict.p).toBe(0);
  expect(isPast(verdict)).toBe(false);
  expect(isPast({ ...verdict, value: 8 })).toBe(true);
  expect(isPast({ ...verdict, side: 'below', value: 6 })).toBe(true);
});
