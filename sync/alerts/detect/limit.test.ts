import { expect, it } from 'vitest';
import { limit } from './limit.ts';
import { atRisk } from './target.ts';
import { isPast } from './verdict.ts';

it('a value over its limit is a fact, and at it is not over', () => {
  const of = (value: number) => limit({ value, limit: 50, usual: 20, side: 'above' });
  expect(of(50)).toMatchObject({ p: 1, score: 1 });
  expect(isPast(of(50))).toBe(false);
  expect(of(80)).toMatchObject({ p: 0, score: 2 });
  expect(of(10).score).toBe(0);
});

it('a limit may be a least', () => {
  const low = limit({ value: 3, limit: 5, usual: null, side: 'below' });
  expect(low).toMatchObject({ p: 0, expected: 5 });
  expect(isPast(low)).toBe(true);
});

it('a plan is at risk below its chance, the more the lower', () => {
  expect(isPast(atRisk(0.2, 0.3))).toBe(true);
  expect(isPast(atRisk(0.3, 0.3))).toBe(false);
  expect(atRisk(0.2, 0.3).p).toBe(0.2);
  expect(atRisk(0.1, 0.3).score).toBeGreaterThan(atRisk(0.2, 0.3).score);
});
