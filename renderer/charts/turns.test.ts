import { describe, expect, it } from 'vitest';
import { turnsOf, wrongSince } from './turns.ts';

/** Numbers that look like chance and are the same every time (mulberry32). */
function chance(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
/** Values that vary around `of` by `sd` as a normal law has it; each goes on with a share of the one before. */
function noisy(n: number, of: (i: number) => number, sd: number, seed: number, share = 0): number[] {
  const next = chance(seed);
  let last = 0;
  return Array.from({ length: n }, (_, i) => {
    const z = Math.sqrt(-2 * Math.log(next() || 1e-9)) * Math.cos(2 * Math.PI * next());
    last = share * last + sd * Math.sqrt(1 - share ** 2) * z;
    return of(i) + last;
  });
}
const turns = (values: readonly (number | null)[], counted = false) => turnsOf({ values, counted });
/** Of so many curves, how many have a turn. */
const having = (of: (seed: number) => readonly (number | null)[], n = 400): number =>
  Array.from({ length: n }, (_, i) => turns(of(i + 1))).filter(({ length }) => length > 0).length;

describe('a curve that does not turn has no word', () => {
  it('of noise, short and long: one in a hundred at most', () => {
    expect(having((seed) => noisy(28, () => 100, 8, seed))).toBeLessThanOrEqual(4);
    expect(having((seed) => noisy(84, () => 100, 8, seed))).toBeLessThanOrEqual(4);
  });

  it('of noise that goes on from value to value', () => {
    expect(having((seed) => noisy(56, () => 100, 8, seed, 0.4))).toBeLessThanOrEqual(12);
  });

  it('of a straight slope, of what never changes, of few values and of none', () => {
    expect(having((seed) => noisy(56, (i) => 100 + 2 * i, 5, seed))).toBeLessThanOrEqual(4);
    expect(turns(Array.from({ length: 40 }, () => 7))).toEqual([]);
    expect(turns([1, 1, 1, 1, 1, 90, 90, 90, 90, 90])).toEqual([]);
    expect(turns([null, null])).toEqual([]);
    expect(turns([])).toEqual([]);
  });

  it('of a week that is as every week, whose days differ', () => {
    const week = [120, 118, 121, 119, 117, 60, 40];
    const values = noisy(56, (i) => week[i % 7] ?? 0, 4, 3);
    const season = values.map((_, i) => String(i % 7));
    expect(turnsOf({ values, season, counted: false })).toEqual([]);
    // Known as no week, the same days would be turns.
    const up = values.map((v, i) => (i < 45 ? v : v * 1.6));
    expect(turnsOf({ values: up, season, counted: false })).toEqual([{ kind: 'jump', at: 45 }]);
  });

  it('of small counts, which vary by chance: thirteen is about five, once in two months', () => {
    const values = noisy(56, () => 5, 0.8, 2).map((v, i) => (i === 20 ? 13 : Math.max(0, Math.round(v))));
    expect(turns(values, true)).toEqual([]);
    expect(turns(values)).toEqual([{ kind: 'peak', at: 20 }]);
  });
});

describe('a curve that turns is told where and how', () => {
  it.each([
    ['a jump', (i: number) => (i < 40 ? 100 : 190), [{ kind: 'jump', at: 40 }]],
    ['a jump of the last four days', (i: number) => (i < 52 ? 100 : 190), [{ kind: 'jump', at: 52 }]],
    ['a step up', (i: number) => (i < 25 ? 100 : 130), [{ kind: 'up', at: 25 }]],
    ['a step down', (i: number) => (i < 25 ? 130 : 100), [{ kind: 'down', at: 25 }]],
    ['half as much', (i: number) => (i < 30 ? 100 : 45), [{ kind: 'drop', at: 30 }]],
    [
      'up for a time',
      (i: number) => (i < 20 || i >= 35 ? 100 : 170),
      [
        { kind: 'jump', at: 20 },
        { kind: 'drop', at: 35 },
      ],
    ],
  ])('%s', (_, of, told) => {
    for (const seed of [1, 2, 3]) expect(turns(noisy(56, of, 5, seed))).toEqual(told);
  });

  it.each([
    ['a rise', (i: number) => 100 + Math.max(0, i - 30) * 5, 'rise', 30],
    ['a fall', (i: number) => 200 - Math.max(0, i - 30) * 5, 'fall', 30],
    ['what turns back', (i: number) => 100 + 5 * Math.min(i, 60 - i), 'fall', 30],
    ['what levels off', (i: number) => 100 + 5 * Math.min(i, 30), 'flat', 30],
    ['what rises faster', (i: number) => 100 + 2 * i + 6 * Math.max(0, i - 30), 'risesFaster', 30],
  ])('a change of slope: %s', (_, of, kind, at) => {
    for (const seed of [1, 2, 3]) {
      const told = turns(noisy(56, of, 5, seed));
      expect(told).toEqual([{ kind, at: expect.any(Number) }]);
      expect(Math.abs((told[0]?.at ?? 0) - at)).toBeLessThanOrEqual(3);
    }
  });

  it('one value far from its neighbours is a peak, and a trough under them', () => {
    const values = noisy(56, () => 100, 5, 4);
    values[20] = 170;
    values[41] = 30;
    expect(turns(values)).toEqual([
      { kind: 'peak', at: 20 },
      { kind: 'trough', at: 41 },
    ]);
    values[21] = 190;
    expect(turns(values)).toEqual([
      { kind: 'peak', at: 21 },
      { kind: 'trough', at: 41 },
    ]);
  });

  it('what is new at the end is no peak yet', () => {
    const values = noisy(56, () => 100, 5, 4);
    values[55] = 190;
    expect(turns(values)).toEqual([]);
    values[54] = 185;
    expect(turns(values)).toEqual([]);
  });

  it('with gaps, at the same step', () => {
    const values: (number | null)[] = noisy(56, (i) => (i < 40 ? 100 : 190), 5, 1);
    for (const i of [3, 4, 5, 30, 31, 44]) values[i] = null;
    expect(turns(values)).toEqual([{ kind: 'jump', at: 40 }]);
    values[40] = null;
    expect(turns(values)).toEqual([{ kind: 'jump', at: 41 }]);
  });

  it('three at most, in order', () => {
    const values = noisy(84, (i) => 100 + 60 * (Math.floor(i / 14) % 2), 4, 5);
    const told = turns(values);
    expect(told).toHaveLength(3);
    expect(told.map(({ at }) => at)).toEqual(told.map(({ at }) => at).toSorted((a, b) => a - b));
  });
});

describe('since when it is on the wrong side', () => {
  const plan = [10, 20, 30, 40, 50, 60];
  it('is where it went there and stayed', () => {
    expect(wrongSince([11, 21, 28, 36, 44, null], plan, 'below')).toBe(2);
    expect(wrongSince([9, 21, 28, 36, 44, 50], plan, 'below')).toBe(2);
    expect(wrongSince([9, 19, 32, 44, null, 70], plan, 'above')).toBe(2);
  });
  it('is nothing where it is not, always was, came back, has one value there, or a trifle', () => {
    expect(wrongSince([11, 21, 31, 41, 51, 61], plan, 'below')).toBeNull();
    expect(wrongSince([9, 18, 27, 36, 45, 54], plan, 'below')).toBeNull();
    expect(wrongSince([11, 19, 27, 41, null, null], plan, 'below')).toBeNull();
    expect(wrongSince([11, 21, 31, 41, 44, null], plan, 'below')).toBeNull();
    expect(wrongSince([11, 21, 31, 39, 49.9, 59.9], plan, 'below')).toBeNull();
    expect(wrongSince([], [], 'below')).toBeNull();
  });
});
