import { expect, test } from 'vitest';
import { faster, line, middle, percentile, shorter, single } from './figure.ts';

test('a ratio of 1 or more says that ours is better, for rates and for times', () => {
  expect(faster('a', 'rows/s', 200, 'peer', 100, 1).ratio).toBe(2);
  expect(shorter('b', 200, 'peer', 100, 1).ratio).toBe(0.5);
});

test('a figure without a peer has no ratio', () => {
  const alone = single('c', 'ms', 12.3456);
  expect(alone).toMatchObject({ value: 12.35, peer: null, peerValue: null, ratio: null });
  expect(line(alone)).toBe('c                                 12.35 ms');
});

test('the middle and the 95th percentile of measurements in any order', () => {
  expect(middle([3, 1, 2])).toBe(2);
  expect(
    percentile(
      Array.from({ length: 100 }, (_, i) => 99 - i),
      0.95,
    ),
  ).toBe(95);
});
