import { describe, expect, it } from 'vitest';
import { judge, type Judged } from './judge.ts';
import { isWorse, summary, table } from './table.ts';

const course = [5, 9, 14, 8, 3, 6, 12, 20, 11, 4, 7, 16];
const grown = Array.from({ length: 48 }, (_, i) => (course[i % 12] ?? 0) * 1.2 ** Math.floor(i / 12));
const from = { origin: 'published', name: 'grown' } as const;

function judgedOf(values: readonly number[], season: number): Judged {
  const one = judge({ ...from, series: { values, season } });
  if ('need' in one) throw new Error('too short');
  return one;
}

describe('a judged past', () => {
  it('of a course that only grows is told exactly, where the naive methods are not', () => {
    const { mase, naive, seasonalNaive, method, origins, points, sums } = judgedOf(grown, 12);
    expect(mase).toBeCloseTo(0, 6);
    expect(naive).toBeGreaterThan(1);
    expect(seasonalNaive).toBeGreaterThan(0.5);
    expect(method).toBe('lastYear');
    expect({ origins, points, sums }).toEqual({ origins: 12, points: 78, sums: 12 });
  });

  it('of what never changes is held by every interval', () => {
    const { within, points, sumsWithin, sums, seasonalNaive } = judgedOf(
      course.map(() => 7),
      1,
    );
    expect([within, sumsWithin]).toEqual([points, sums]);
    expect(seasonalNaive).toBeNull();
  });

  it('takes one value more than a forecast, to hold against it', () => {
    expect(judge({ ...from, series: { values: grown.slice(0, 30), season: 12 } })).toEqual({
      ...{ ...from, season: 12, values: 30, need: 31 },
    });
    expect(judgedOf(grown.slice(0, 31), 12).origins).toBe(1);
    expect(judge({ ...from, series: { values: [1], season: 4 } })).toMatchObject({ values: 1, need: 11 });
  });
});

describe('the table', () => {
  const one = judgedOf(grown, 12);
  it('has means of series, shares of all points, and those worse than a naive method', () => {
    const other = { ...one, mase: 3, naive: 2, seasonalNaive: null, within: 0, points: 78 };
    const all = summary('published', 'all', [{ ...one, mase: 0, within: 78 }, other], []);
    expect(all).toMatchObject({ series: 2, short: 0, mase: 1.5, coverage: 0.5, worse: 1 });
    expect(isWorse(other)).toBe(true);
    expect(isWorse({ ...other, mase: 2 })).toBe(false);
  });

  it('has a dash where nothing was forecast', () => {
    const short = { ...from, season: 1, values: 3, need: 9 };
    expect(table([summary('published', 1, [], [short])])[2]).toBe(
      '| published | 1 | 0 | 1 | – | – | – | – | – | 0 |',
    );
  });
});
