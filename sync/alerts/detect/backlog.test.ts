import { describe, expect, it } from 'vitest';
import { drift, jump } from './backlog.ts';
import { dice, normal } from './dice.fixture.ts';
import { isPast } from './verdict.ts';

const options = { days: 7, alpha: 0.01 };
/** A backlog that every week grows by so much, with the same small ups and downs. */
const weekly = (weeks: readonly number[]): number[] => {
  let open = 500;
  return [open, ...weeks.flatMap((growth) => Array.from({ length: 7 }, () => (open += growth / 7)))];
};

describe('a backlog', () => {
  it('jumps where a week brings more than weeks do', () => {
    const calm = [5, -8, 3, -2, 6, -4, 1];
    expect(jump({ open: weekly([...calm, 7]), perDay: 20 }, options)?.p).toBeGreaterThan(0.1);
    const jumped = jump({ open: weekly([...calm, 60]), perDay: 20 }, options);
    expect(jumped?.value).toBeCloseTo(60, 9);
    expect(jumped !== null && isPast(jumped)).toBe(true);
  });

  it('drifts where every week brings a little', () => {
    const slow = { open: weekly([12, 9, 11, 10, 12, 8, 10, 11]), perDay: 20 };
    expect(jump(slow, options)?.p).toBeGreaterThan(0.2);
    expect(drift(slow, options)?.value).toBeCloseTo(83 / 8, 9);
    expect(drift(slow, options)?.p).toBeLessThan(0.001);
    expect(
      drift({ open: weekly([12, -9, 11, -10, 12, -8, -10, 5]), perDay: 20 }, options)?.p,
    ).toBeGreaterThan(0.2);
  });

  it('that never moved leaves the room of a day', () => {
    const still = weekly([0, 0, 0, 0, 0, 3]);
    expect(jump({ open: still, perDay: 20 }, options)?.p).toBeGreaterThan(0.2);
  });

  it('says nothing of few weeks', () => {
    expect(jump({ open: weekly([1, 2, 3]), perDay: 1 }, options)).toBeNull();
    expect(drift({ open: weekly([1, 2, 3]), perDay: 1 }, options)).toBeNull();
    expect(jump({ open: [], perDay: 1 }, options)).toBeNull();
  });

  it('is marked about as seldom as it says', () => {
    const random = dice(9);
    let [jumps, drifts] = [0, 0];
    for (let i = 0; i < 2000; i++) {
      let open = 1000;
      const backlog = { open: Array.from({ length: 71 }, () => (open += 8 * normal(random))), perDay: 10 };
      if ((jump(backlog, options)?.p ?? 1) < 0.01) jumps++;
      if ((drift(backlog, options)?.p ?? 1) < 0.01) drifts++;
    }
    for (const marked of [jumps, drifts]) {
      expect(marked).toBeGreaterThan(5);
      expect(marked).toBeLessThan(40);
    }
  });
});
