import { expect, it } from 'vitest';
import { slower, withinLimit } from './response.ts';
import { isPast } from './verdict.ts';

const shares = [18, 19, 17, 20, 18, 19].map((part) => ({ part, whole: 20 }));

it('fewer calls in time than is usual at that hour', () => {
  expect(withinLimit({ part: 17, whole: 20 }, shares, 0.01)?.p).toBeGreaterThan(0.05);
  const bad = withinLimit({ part: 9, whole: 20 }, shares, 0.01);
  expect(bad?.value).toBe(0.45);
  expect(bad !== null && isPast(bad)).toBe(true);
  // One late call of one is no trend.
  expect(withinLimit({ part: 0, whole: 1 }, shares, 0.01)?.p).toBeGreaterThan(0.05);
});

it('medians that are longer by a factor', () => {
  const usual = [480, 510, 450, 530, 495, 470];
  const verdict = slower(900, usual, 0.01);
  expect(verdict?.expected).toBeCloseTo(usual.reduce((all, one) => all * one, 1) ** (1 / 6), 6);
  expect(verdict !== null && isPast(verdict)).toBe(true);
  expect(verdict?.p).toBeLessThan(0.001);
  expect(slower(540, usual, 0.01)?.p).toBeGreaterThan(0.05);
  // Whatever the unit.
  expect(
    slower(
      15,
      usual.map((s) => s / 60),
      0.01,
    )?.p,
  ).toBeCloseTo(verdict?.p ?? 0, 12);
});

it('says nothing of times that are none', () => {
  expect(slower(0, [1, 2, 3], 0.01)).toBeNull();
  expect(slower(5, [1, 2, 0], 0.01)).toBeNull();
});
