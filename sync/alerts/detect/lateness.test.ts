import { describe, expect, it } from 'vitest';
import { dice, poisson } from './dice.fixture.ts';
import { aboutToBeLate, overdueShare } from './lateness.ts';
import { isPast } from './verdict.ts';

const closed = Array.from({ length: 20 }, (_, i) => 8 + (i % 5));

describe('about to be late', () => {
  it('holds what is late and due soon against what so many days close', () => {
    const easy = aboutToBeLate({ overdue: 5, dueSoon: 20, days: 5, closed }, 0.05);
    const hard = aboutToBeLate({ overdue: 40, dueSoon: 60, days: 5, closed }, 0.05);
    expect(easy?.expected).toBeCloseTo(50.125, 9);
    expect(easy?.p).toBeGreaterThan(0.99);
    expect(hard?.value).toBe(100);
    expect(hard?.p).toBeLessThan(1e-4);
    expect(hard !== null && isPast(hard)).toBe(true);
  });

  it('of a unit that closes nothing is so with its first cases', () => {
    const idle = { days: 5, closed: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0] };
    expect(aboutToBeLate({ ...idle, overdue: 3, dueSoon: 2 }, 0.05)?.p).toBeLessThan(0.02);
    expect(aboutToBeLate({ ...idle, overdue: 0, dueSoon: 0 }, 0.05)?.p).toBe(1);
  });

  it('gives a unit of unsteady days the benefit of them', () => {
    const unsteady = closed.map((_, i) => (i % 5 === 0 ? 50 : 0));
    const queue = { overdue: 20, dueSoon: 60, days: 5 };
    const [steady, less] = [closed, unsteady].map(
      (days) => aboutToBeLate({ ...queue, closed: days }, 0.05)?.p ?? NaN,
    );
    expect(less).toBeGreaterThan(10 * (steady ?? NaN));
  });

  it('known by few days is less sure of them', () => {
    const queue = { overdue: 20, dueSoon: 60, days: 5 };
    const [few, many] = [1, 8].map(
      (weeks) =>
        aboutToBeLate({ ...queue, closed: Array.from({ length: 5 * weeks }, () => 10) }, 0.05)?.p ?? NaN,
    );
    expect(few).toBeGreaterThan(10 * (many ?? NaN));
  });

  it('needs a week of past and a day to come', () => {
    expect(aboutToBeLate({ overdue: 1, dueSoon: 1, days: 1, closed: [1, 2, 3, 4] }, 0.05)).toBeNull();
    expect(aboutToBeLate({ overdue: 1, dueSoon: 1, days: 0, closed }, 0.05)).toBeNull();
  });

  it('says of units that close what they can about as much as comes true', () => {
    const random = dice(11);
    let less = 0;
    const units = 2000;
    for (let i = 0; i < units; i++) {
      const rate = 2 + 10 * random();
      const day = (): number => poisson(rate * (0.6 + 0.8 * random()), random);
      const past = Array.from({ length: 20 }, day);
      const comes = Array.from({ length: 3 }, day).reduce((sum, one) => sum + one, 0);
      // What it closes in the end is in the upper tenth of what was predicted one time in ten.
      const verdict = aboutToBeLate({ overdue: 0, dueSoon: comes, days: 3, closed: past }, 0.1);
      if (verdict !== null && verdict.p <= 0.1) less++;
    }
    expect(less / units).toBeGreaterThan(0.06);
    expect(less / units).toBeLessThan(0.12);
  });
});

it('late: a larger share overdue than on earlier days', () => {
  const past = [10, 12, 11, 9, 13].map((part) => ({ part, whole: 100 }));
  expect(overdueShare({ part: 12, whole: 100 }, past, 0.01)?.p).toBeGreaterThan(0.2);
  expect(overdueShare({ part: 30, whole: 100 }, past, 0.01)?.p).toBeLessThan(0.001);
});
