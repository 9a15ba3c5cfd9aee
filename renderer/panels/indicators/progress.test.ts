import { expect, test } from 'vitest';
import { progressOf } from './progress.ts';

test('ticks stand under each other: each is all that is expected by now', () => {
  const some = [
    { value: 61, expected: 75 },
    { value: 343, expected: 264 },
    { value: 0.4, expected: 12 },
  ];
  expect(new Set(some.map((row) => progressOf(row).tick))).toEqual(new Set([0.75]));
});

test('the bar ends left of the tick where it is short of that, right of it where it is beyond', () => {
  const { share, tick } = progressOf({ value: 60, expected: 80 });
  expect(share).toBeCloseTo(0.75 * 0.75);
  expect(tick).toBe(0.75);
  expect(progressOf({ value: 80, expected: 80 }).share).toBeCloseTo(0.75);
  expect(progressOf({ value: 88, expected: 80 }).share).toBeCloseTo(0.825);
});

test('what reaches beyond the track fills it, and what is below nothing has no bar', () => {
  expect(progressOf({ value: 900, expected: 80 }).share).toBe(1);
  expect(progressOf({ value: -3, expected: 80 }).share).toBe(0);
});

test('without a value, or anything above nothing to hold it to, there is neither bar nor tick', () => {
  for (const row of [
    { value: null, expected: 80 },
    { value: 1, expected: null },
    { value: 0, expected: 0 },
    { value: -1, expected: -2 },
  ])
    expect(progressOf(row)).toEqual({ share: null, tick: null });
});
