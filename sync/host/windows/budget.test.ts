import { describe, expect, test } from 'vitest';
import { ALL_HEARD, Bucket, Budget, WINDOW } from './budget.ts';

/** A clock that is told the time. */
function clock() {
  let now = 0;
  return { read: () => now, pass: (ms: number) => void (now += ms) };
}

describe('an allowance', () => {
  const allowance = { burst: 10, perSecond: 2 };

  test('is all there at first, is spent, and comes back in time, never above what it was', () => {
    const bucket = new Bucket(allowance, 0);
    bucket.spend(0, 10);
    expect(bucket.left(0)).toBe(0);
    expect(bucket.left(1_500)).toBe(3);
    expect(bucket.left(60_000)).toBe(10);
  });

  test('may be overspent, and says how long until there is some again', () => {
    const bucket = new Bucket(allowance, 0);
    bucket.spend(0, 20);
    const wait = bucket.until(0);
    expect(wait).toBeGreaterThan(5_000);
    expect(bucket.until(wait)).toBe(0);
  });

  test('gains nothing from a clock that goes back', () => {
    const bucket = new Bucket(allowance, 5_000);
    bucket.spend(5_000, 10);
    expect(bucket.left(0)).toBe(0);
  });
});

describe('the budget of a window', () => {
  const made = () => {
    const time = clock();
    const budget = new Budget(time.read);
    return { time, budget, window: budget.window() };
  };

  test('reads a page of ours for as long as it likes', () => {
    const { time, window } = made();
    // Four frames a second confirmed, a subscription a minute, and thirty questions each time somebody looks back.
    for (let second = 0; second < 600; second += 1) {
      for (let i = 0; i < 4; i += 1) window.hears(20);
      if (second % 60 === 0) window.hears(20_000);
      if (second % 5 === 0) for (let i = 0; i < 30; i += 1) window.hears(200);
      expect(window.deafFor).toBe(0);
      time.pass(1_000);
    }
  });

  test('reads a flood no faster than it may come, whatever its messages are', () => {
    for (const bytes of [50, 60_000]) {
      const { time, window } = made();
      let cost = 0;
      for (let ms = 0; ms < 60_000; ms += 1) {
        if (window.deafFor === 0) {
          window.hears(bytes);
          cost += 1 + bytes / 1024;
        }
        time.pass(1);
      }
      expect(cost).toBeLessThan(WINDOW.heard.burst + 60 * WINDOW.heard.perSecond + 100);
      expect(cost).toBeGreaterThan(60 * WINDOW.heard.perSecond);
    }
  });

  test('counts what all send beyond their measure to those that send most, and leaves a screen as it is', () => {
    const { time, budget, window: screen } = made();
    const flood = Array.from({ length: 190 }, () => budget.window());
    let read = 0;
    for (let ms = 0; ms < 10_000; ms += 10) {
      for (const one of flood) {
        if (one.deafFor > 0) continue;
        one.hears(100);
        read += 1;
      }
      if (ms % 200 === 0) screen.hears(20);
      expect(screen.deafFor).toBe(0);
      time.pass(10);
    }
    // Fifteen a second of each at most, after the first.
    expect(read).toBeLessThan(ALL_HEARD.burst + 190 * (50 + 10 * 15));
  });

  test('refuses what comes on top of all that waits, and lets begin only so many a second', () => {
    const { time, budget, window } = made();
    expect(window.requests(WINDOW.waiting - 1)).toBe(true);
    expect(window.requests(WINDOW.waiting)).toBe(false);
    expect(budget.counts.refused).toBe(1);
    let begun = 0;
    for (let ms = 0; ms < 10_000; ms += 1) {
      if (window.waits === 0) {
        window.begins();
        begun += 1;
      }
      time.pass(1);
    }
    expect(begun).toBeGreaterThan(WINDOW.requests.burst);
    expect(begun).toBeLessThanOrEqual(WINDOW.requests.burst + 10 * WINDOW.requests.perSecond + 1);
  });

  test('is counted for a minute, of all windows', () => {
    const { time, budget, window } = made();
    expect(window.sinceExcess).toBe(Infinity);
    window.exceeded('refused');
    budget.window().exceeded('refused');
    budget.count('turnedAway');
    time.pass(30_000);
    window.exceeded('closed');
    expect(budget.counts).toEqual({ refused: 2, paused: 0, closed: 1, turnedAway: 1 });
    time.pass(31_000);
    expect(budget.counts).toEqual({ refused: 0, paused: 0, closed: 1, turnedAway: 0 });
    expect(window.sinceExcess).toBe(31_000);
  });
});
