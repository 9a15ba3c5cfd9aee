import { expect, test } from 'vitest';
import { progressOf } from './progress.ts';

const plan = { value: 100, whose: 'council', basis: 'year', source: '' } as const;

test('the bar ends at progress, the tick at what should have been reached', () => {
  const at = progressOf({ value: 1, progress: 0.612, expected: 75, plan }, 'higher');
  expect(at.share).toBeCloseTo(0.612);
  expect(at.tick).toBeCloseTo(0.75);
});

test('what reaches beyond the plan lengthens the track, not the bar past its end', () => {
  const at = progressOf({ value: 1, progress: 1.25, expected: 83, plan }, 'higher');
  expect(at.share).toBe(1);
  expect(at.tick).toBeCloseTo(0.664);
});

test('lower is better: the bar is the value, and what is beyond the tick is too much', () => {
  const over = progressOf({ value: 342, progress: 0.77, expected: 264, plan }, 'lower');
  expect(over.share).toBe(1);
  expect(over.tick).toBeCloseTo(264 / 342);
  const well = progressOf({ value: 100, progress: 2, expected: 200, plan }, 'lower');
  expect(well.share).toBeCloseTo(100 / 220);
  expect(well.tick).toBeCloseTo(200 / 220);
});

test('without a plan or an expected value there is no tick, without a value no bar', () => {
  expect(progressOf({ value: null, progress: null, expected: null, plan: null }, 'higher')).toEqual({
    share: null,
    tick: null,
  });
  expect(
    progressOf({ value: 0, progress: 0, expected: 0, plan: { ...plan, value: 0 } }, 'higher').tick,
  ).toBeNull();
});
