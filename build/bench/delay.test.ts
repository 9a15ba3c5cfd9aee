import { expect, test } from 'vitest';
import { delaysOf } from './delay.ts';

const stood = (at: number, asOf: number) => ({ after: 0, at, asOf });

test('a record waits for the first picture whose data reach it', () => {
  // Four records a second; pictures of the data of 1000, 1500 and 2000 stand 200, 300 and 200 ms later.
  const delays = delaysOf([stood(1200, 1000), stood(1800, 1500), stood(2200, 2000)], 4);
  expect(delays).toEqual([1800 - 1250, 1800 - 1500, 2200 - 1750, 2200 - 2000]);
});

test('records of a picture that never stood wait for the next', () => {
  expect(delaysOf([stood(1000, 1000), stood(3000, 2000)], 2)).toEqual([1500, 1000]);
});

test('a picture of the same data shows nothing new', () => {
  expect(delaysOf([stood(1000, 1000), stood(2000, 1000)], 2)).toEqual([]);
  expect(delaysOf([], 2)).toEqual([]);
});
