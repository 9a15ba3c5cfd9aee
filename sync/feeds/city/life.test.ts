import { expect, it } from 'vitest';
import { Life } from './life.ts';

it('takes every byte for a sign of life, and tells a message on its way from silence', () => {
  const life = new Life(0);
  life.whole(500, 1_000);
  expect(life.flowing(500, 2_000)).toBe(false);
  expect(life.last).toBe(1_000);
  for (const second of [3, 4, 5, 30]) {
    expect(life.flowing(500 + second * 1_000, second * 1_000)).toBe(true);
    expect(life.last).toBe(second * 1_000);
  }
  expect(life.flowing(30_500, 31_000)).toBe(false);
  expect(life.last).toBe(30_000);
});

it('takes what the transport says between messages for a sign of life, and for no message', () => {
  const life = new Life(0);
  life.whole(500, 1_000);
  expect(life.flowing(503, 2_000)).toBe(false);
  expect(life.last).toBe(2_000);
});
