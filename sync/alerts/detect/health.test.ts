import { describe, expect, it } from 'vitest';
import { DAY, HOUR, SECOND } from '../../contract/instants.ts';
import { clockJump, filling, screenSilent } from './health.ts';
import { normalTail } from './laws.ts';
import { dice, normal } from './dice.fixture.ts';
import { isPast } from './verdict.ts';

const start = Date.UTC(2026, 0, 1);

it('a screen that reports nothing', () => {
  expect(isPast(screenSilent(start, start + 60 * SECOND, 60))).toBe(false);
  expect(screenSilent(start, start + 90 * SECOND, 60)).toMatchObject({ value: 90, p: 0, score: 1.5 });
});

describe('a disk', () => {
  const limits = { reserve: 1e9, days: 7 };
  const lost = (perDay: number, readings: number): { at: number; bytes: number }[] =>
    Array.from({ length: readings }, (_, i) => ({
      at: start + i * 6 * HOUR,
      bytes: 11e9 - (perDay * i) / 4,
    }));

  it('that fills is full when its trend says', () => {
    const found = filling(lost(1e9, 17), limits);
    expect(found?.perDay).toBeCloseTo(1e9, 3);
    // 7e9 left of which 1e9 are as good as none.
    expect(found?.fullAt).toBeCloseTo(start + 10 * DAY, -3);
    expect(found?.verdict.value).toBeCloseTo(6, 9);
    expect(found?.verdict.p).toBeLessThan(0.001);
    expect(found !== null && isPast(found.verdict)).toBe(true);
  });

  it('is not saved by a log that is cleared once', () => {
    const cleared = lost(1e9, 17).map((one, i) => (i > 13 ? { ...one, bytes: one.bytes + 2e9 } : one));
    expect(filling(cleared, limits)?.perDay).toBeGreaterThan(5e8);
  });

  it('that does not fill is never full', () => {
    for (const free of [lost(0, 12), lost(-1e8, 12)]) {
      const found = filling(free, limits);
      expect(found?.fullAt).toBeNull();
      expect(found?.verdict.p).toBeGreaterThanOrEqual(0.5);
      expect(found !== null && isPast(found.verdict)).toBe(false);
    }
  });

  it('is tested with readings that are the same counted as such', () => {
    const pairs = [4, 4, 3, 3, 2, 2, 1, 1].map((bytes, i) => ({ at: start + i * DAY, bytes }));
    // 24 pairs fall, and 4 · 18 of 8 · 7 · 21 are taken off for ties: Kendall's z, with one off for
    // continuity.
    const z = 23 / Math.sqrt((1176 - 72) / 18);
    expect(filling(pairs, limits)?.verdict.p).toBeCloseTo(normalTail(z), 12);
  });

  it('has no trend in a few readings, or in one instant', () => {
    expect(filling(lost(1e9, 7), limits)).toBeNull();
    expect(
      filling(
        lost(1e9, 12).map((one) => ({ ...one, at: start })),
        limits,
      ),
    ).toBeNull();
  });

  it('that only goes up and down has a trend about as seldom as it says', () => {
    const random = dice(21);
    let marked = 0;
    for (let i = 0; i < 1000; i++) {
      const free = lost(0, 20).map((one) => ({ ...one, bytes: one.bytes + 1e8 * normal(random) }));
      if ((filling(free, limits)?.verdict.p ?? 1) < 0.05) marked++;
    }
    expect(marked).toBeGreaterThan(25);
    expect(marked).toBeLessThan(75);
  });
});

it('a clock that jumps, either way', () => {
  const at = (wall: number, steady: number) => ({ wall: start + wall * SECOND, steady: steady * SECOND });
  expect(clockJump([at(0, 100), at(10, 110), at(20.5, 120)], 2)).toMatchObject({ value: 0.5, p: 1 });
  expect(clockJump([at(0, 100), at(10, 110), at(-3590, 120)], 2)).toMatchObject({ value: 3610, p: 0 });
  expect(clockJump([at(0, 100), at(500, 110)], 2)?.value).toBe(490);
  expect(clockJump([at(0, 100)], 2)).toBeNull();
});
