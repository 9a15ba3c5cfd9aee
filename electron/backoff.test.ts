import { describe, expect, it } from 'vitest';
import { backoff } from './backoff.ts';

const limits = { first: 500, longest: 4_000, giveUpAfter: 4, healthyAfter: 60_000 };

describe('backoff', () => {
  it('waits twice as long each time, up to the longest, and falls back in the end', () => {
    const b = backoff(limits);
    const waits = [0, 1, 2, 3, 4].map((i) => {
      b.started(i * 1000);
      return b.ended(i * 1000 + 10);
    });
    expect(waits.map((w) => w.wait)).toEqual([500, 1000, 2000, 4000, 4000]);
    expect(waits.map((w) => w.fallBack)).toEqual([false, false, false, true, true]);
  });

  it('forgets the past once something has lived long enough', () => {
    const b = backoff(limits);
    for (const t of [0, 1000, 2000, 3000]) {
      b.started(t);
      b.ended(t + 1);
    }
    b.started(10_000);
    expect(b.ended(10_000 + 60_000)).toEqual({ wait: 500, fallBack: false });
  });
});
