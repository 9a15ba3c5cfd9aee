import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { byFor } from '../../exhibits/by.ts';
import { dayMonthOf, dayNumber, dayTicks, weekdayOf } from './day-ticks.ts';

const DAY = 86_400_000;
const vi = byFor('series', 'days').say;
const en = byFor('series', 'days', {}, {}, 'en').say;
/** So many local dates up to one. */
const datesTo = (last: string, n: number): string[] =>
  Array.from({ length: n }, (_, i) =>
    new Date(Date.parse(last) - (n - 1 - i) * DAY).toISOString().slice(0, 10),
  );
const anyDates = fc
  .tuple(
    fc.date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }),
    fc.integer({ min: 1, max: 800 }),
  )
  .map(([last, n]) => datesTo(last.toISOString().slice(0, 10), n));

test.each([
  ['2026-11-21', 6, '21/11'],
  ['2026-11-22', 7, '22/11'],
  ['2024-02-29', 4, '29/02'],
  ['1969-12-31', 3, '31/12'],
  ['2027-01-01', 5, '01/01'],
])('%s is weekday %i, %s', (date, weekday, written) => {
  expect([weekdayOf(date), dayMonthOf(date)]).toEqual([weekday, written]);
});

test('days are counted one by one across a change of clocks and of the year', () => {
  for (const [a, b] of [
    ['2026-03-28', '2026-03-29'],
    ['2026-10-25', '2026-10-26'],
    ['2026-12-31', '2027-01-01'],
  ])
    expect(dayNumber(b ?? '') - dayNumber(a ?? '')).toBe(1);
});

describe('words for an axis of days', () => {
  it('stand under days of their own, in order, fewer from set to set, and the newest always by its own name', () => {
    fc.assert(
      fc.property(anyDates, (dates) => {
        const sets = dayTicks(dates, 'hôm nay', vi);
        for (const set of sets) {
          expect(set.at(-1)).toEqual({ at: dates.length - 1, text: 'hôm nay', pinned: true });
          expect(set.filter(({ pinned }) => pinned === true)).toHaveLength(1);
          const at = set.map((tick) => tick.at);
          expect(at).toEqual([...new Set(at)].sort((a, b) => a - b));
          expect(at.every((i) => i >= 0 && i < dates.length)).toBe(true);
        }
        expect(sets[0]).toHaveLength(dates.length);
        expect(sets.at(-1)).toHaveLength(1);
        const [, mondays = [], others = []] = sets;
        expect(mondays.slice(0, -1).every(({ at }) => weekdayOf(dates[at] ?? '') === 1)).toBe(true);
        expect(others.every(({ at }) => mondays.some((m) => m.at === at))).toBe(true);
        others.slice(0, -1).forEach(({ at }, i, all) => {
          if (i > 0) expect(at - (all[i - 1]?.at ?? 0)).toBe(14);
        });
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ['vi', vi, ['Th. 10', 'Th. 11'], ['Th. 10']],
    ['en', en, ['Oct', 'Nov'], ['Oct']],
  ])('%s: months by their name, then quarters, then years', (_, say, months, quarters) => {
    const sets = dayTicks(datesTo('2026-11-21', 60), 'x', say);
    const words = (i: number): string[] => (sets[i] ?? []).slice(0, -1).map(({ text }) => text);
    expect([words(3), words(4), words(5)]).toEqual([months, quarters, []]);
    expect(dayTicks(datesTo('2027-01-02', 400), 'x', say)[5]?.map(({ text }) => text)).toEqual([
      '2026',
      '2027',
      'x',
    ]);
  });
});
