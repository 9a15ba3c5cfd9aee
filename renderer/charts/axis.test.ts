import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { axisFor, linesOf, nearZero, reachOf } from './axis.ts';
import { anyValue, lineOf } from './made.fixture.ts';

const reach = fc.tuple(anyValue, anyValue).map(([a, b]) => ({ low: Math.min(a, b), high: Math.max(a, b) }));
const asked = fc.record({ lines: fc.integer({ min: 2, max: 6 }), zero: fc.boolean(), whole: fc.boolean() });

describe('an axis', () => {
  it('holds every value, and has two lines at least, upwards, evenly, all of them on it', () => {
    fc.assert(
      fc.property(reach, asked, (of, by) => {
        const axis = axisFor(of, by);
        expect(axis.from).toBeLessThanOrEqual(of.low);
        expect(axis.to).toBeGreaterThanOrEqual(of.high);
        const lines = linesOf(axis);
        expect(lines.length).toBeGreaterThanOrEqual(2);
        const slack = (axis.to - axis.from) * 1e-6;
        for (const [i, at] of lines.entries()) {
          expect(at).toBeGreaterThanOrEqual(axis.from - slack);
          expect(at).toBeLessThanOrEqual(axis.to + slack);
          if (i > 0) expect(at - (lines[i - 1] ?? 0)).toBeCloseTo(axis.step, 5);
        }
      }),
    );
  });

  it('begins or ends at zero where that is asked, and nowhere near it where all is far away', () => {
    fc.assert(
      fc.property(reach, asked, (of, by) => {
        const { from, to } = axisFor(of, { ...by, zero: true });
        expect(from).toBeLessThanOrEqual(0);
        expect(to).toBeGreaterThanOrEqual(0);
        if (of.low > 0) expect(from).toBe(0);
        if (of.high < 0) expect(to).toBe(0);
      }),
    );
    expect(axisFor({ low: 95, high: 99 }, { lines: 4, zero: false, whole: false }).from).toBeGreaterThan(94);
  });

  it('counts whole things in whole steps, and writes as many decimals as its steps have', () => {
    fc.assert(
      fc.property(reach, asked, (of, by) => {
        const axis = axisFor(of, by);
        const { step, decimals } = axis;
        if (by.whole) expect([step % 1, decimals]).toEqual([0, 0]);
        for (const at of linesOf(axis)) expect(Number(at.toFixed(decimals))).toBe(at);
        expect(Number(step.toFixed(decimals))).toBeCloseTo(step, 6);
      }),
    );
  });

  it('has no more lines than asked for, but for one more where it goes on past its values', () => {
    fc.assert(
      fc.property(reach, asked, (of, by) => {
        fc.pre(of.high - of.low > 10 && by.lines > 2);
        expect(linesOf(axisFor(of, by)).length).toBeLessThanOrEqual(by.lines + 1);
      }),
    );
  });

  test.each([
    ['counts from zero', { low: 0, high: 472 }, { lines: 5, zero: true, whole: true }, [0, 200, 400]],
    ['a rate in halves', { low: 6.4, high: 8.4 }, { lines: 5, zero: false, whole: false }, [6.5, 7, 7.5, 8]],
    ['all the same', { low: 50, high: 50 }, { lines: 3, zero: false, whole: false }, [45, 50, 55]],
    ['all zero', { low: 0, high: 0 }, { lines: 3, zero: true, whole: true }, [0, 1]],
    ['one thing', { low: 1, high: 1 }, { lines: 4, zero: true, whole: true }, [0, 1]],
    ['below zero', { low: -4, high: -1 }, { lines: 4, zero: true, whole: false }, [-4, -2, 0]],
    ['across zero', { low: -2.1, high: 3 }, { lines: 4, zero: false, whole: false }, [-2, 0, 2]],
    ['trillions', { low: 0, high: 4.8e12 }, { lines: 3, zero: true, whole: true }, [0, 2.5e12]],
    [
      'whole things in a narrow band',
      { low: 699.6, high: 700.4 },
      { lines: 4, zero: false, whole: true },
      [699, 700, 701],
    ],
  ])('%s', (_, of, by, wanted) => expect(linesOf(axisFor(of, by))).toEqual(wanted));
});

test.each([
  [{ low: 0, high: 5 }, true],
  [{ low: 49, high: 100 }, true],
  [{ low: 50, high: 100 }, false],
  [{ low: -100, high: -40 }, true],
  [{ low: -100, high: -60 }, false],
  [{ low: -1, high: 100 }, false],
  [{ low: 7, high: 7 }, false],
])('%o is near zero: %s', (of, near) => expect(nearZero(of)).toBe(near));

test('a reach is of all that is drawn: values, what was said of them first, and the usual; of nothing it is null', () => {
  const lines = [lineOf([4, null, { value: 5, was: 2 }]), lineOf([9, 4])];
  expect(reachOf({ lines, band: [] })).toEqual({ low: 2, high: 9 });
  expect(reachOf({ lines, band: [null, { low: 1, high: 12 }] })).toEqual({ low: 1, high: 12 });
  expect(reachOf({ lines: [lineOf([null, null])], band: [null] })).toBeNull();
});
