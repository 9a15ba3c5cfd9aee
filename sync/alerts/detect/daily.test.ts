import { describe, expect, it } from 'vitest';
import { daily, type DailyOptions, type DailyValue } from './daily.ts';
import { dice, normal, poisson } from './dice.fixture.ts';
import { isPast } from './verdict.ts';

const options: DailyOptions = { side: 'above', alpha: 0.01, leastDeviation: 1, multiplied: false };
const dayAt = (i: number): string => new Date(Date.UTC(2025, 0, 6 + i)).toISOString().slice(0, 10);
/** From a Monday on; `of` gives each day's value. */
const course = (
  days: number,
  of: (i: number) => number,
  off: (i: number) => boolean = () => false,
): DailyValue[] => Array.from({ length: days }, (_, i) => ({ day: dayAt(i), value: of(i), off: off(i) }));
const last = (all: readonly DailyValue[], change: Partial<DailyValue> = {}, chosen = options) => {
  const now = all.at(-1);
  if (now === undefined) throw new Error('no day');
  const verdict = daily({ ...now, ...change }, all.slice(0, -1), chosen);
  if (verdict === null) throw new Error('nothing said');
  return verdict;
};

describe('a daily measure', () => {
  const random = dice(31);
  const weekend = (i: number): number => (i % 7 > 4 ? 40 : 100);
  const noisy = course(71, (i) => weekend(i) + 4 * normal(random));

  it('is held against its weekday', () => {
    // Day 70 is a Monday.
    expect(last(noisy).expected).toBeGreaterThan(93);
    expect(last(noisy, { value: 103 }).p).toBeGreaterThan(0.05);
    expect(last(noisy, { value: 125 }).p).toBeLessThan(0.001);
    const sunday = noisy.slice(0, -1);
    expect(last(sunday).expected).toBeLessThan(47);
    expect(isPast(last(sunday, { value: 100 }))).toBe(true);
  });

  it('looks to the side it is told', () => {
    expect(last(noisy, { value: 70 }, { ...options, side: 'below' }).p).toBeLessThan(0.001);
    expect(last(noisy, { value: 70 }).p).toBeGreaterThan(0.99);
  });

  it('on a day off is held against days off, and where there was none yet against a Sunday', () => {
    const free = course(
      120,
      (i) => (i % 10 === 3 ? 25 : weekend(i)) + normal(random),
      (i) => i % 10 === 3,
    );
    expect(last(free, { off: true }).expected).toBeLessThan(32);
    expect(last(noisy, { off: true }).expected).toBeLessThan(47);
  });

  it('is not taken in by outliers', () => {
    const wild = noisy.map((one, i) => (i % 9 === 4 ? { ...one, value: one.value * 3 } : one));
    expect(Math.abs(last(wild).expected - last(noisy).expected)).toBeLessThan(8);
    expect(isPast(last(wild, { value: 140 }))).toBe(true);
  });

  it('follows a trend, and the seasons once it has seen them', () => {
    const rising = course(201, (i) => 50 + i + 3 * normal(random));
    expect(Math.abs(last(rising).expected - 250)).toBeLessThan(8);
    const wave = (i: number): number => 200 + 80 * Math.cos((2 * Math.PI * i) / 365.25) + 5 * normal(random);
    const seasonal = course(731, wave);
    expect(Math.abs(last(seasonal).expected - 280)).toBeLessThan(12);
  });

  it('follows a level that wanders, by what the day before leaves over', () => {
    let level = 0;
    const wandering = course(121, () => (level = 0.8 * level + 3 * normal(random)) + 100);
    const lifted = wandering.map((one, i) => (i === 119 ? { ...one, value: 109 } : one));
    const dropped = wandering.map((one, i) => (i === 119 ? { ...one, value: 91 } : one));
    expect(last(lifted).expected - last(dropped).expected).toBeGreaterThan(5);
  });

  it('does not take an outlier for a new level', () => {
    let level = 0;
    const wandering = course(121, () => (level = 0.8 * level + 3 * normal(random)) + 100);
    const after = (value: number): number =>
      last(wandering.map((one, i) => (i === 119 ? { ...one, value } : one))).expected;
    expect(after(1000) - after(150)).toBeLessThan(2);
    expect(after(1000)).toBeLessThan(115);
  });

  it('of amounts is judged by factors', () => {
    const chosen = { ...options, multiplied: true };
    const counts = course(71, (i) => poisson(weekend(i) / 10, random));
    const verdict = last(counts, { value: 40 }, chosen);
    expect(verdict.value).toBe(40);
    expect(isPast(verdict)).toBe(true);
    expect(isPast(last(counts, { value: 12 }, chosen))).toBe(false);
  });

  it('ends also where its values are past all arithmetic', () => {
    const huge = course(71, (i) => (i % 2 === 0 ? 1e308 : -1e308));
    expect(last(huge).expected).toBeNaN();
  });

  it('says nothing of less than four weeks', () => {
    expect(
      daily(
        { day: dayAt(27), value: 1, off: false },
        course(27, () => 1),
        options,
      ),
    ).toBeNull();
  });

  it('is marked about as seldom as it says', () => {
    let marked = 0;
    for (let i = 0; i < 400; i++) {
      let level = 0;
      const all = course(91, (d) => weekend(d) + (level = 0.4 * level + 5 * normal(random)));
      if (isPast(last(all, {}, { ...options, alpha: 0.02 }))) marked++;
    }
    expect(marked).toBeGreaterThan(2);
    expect(marked).toBeLessThan(20);
  });
});
