import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Rhythm } from '../../../sync/contract/questions/measures.ts';
import { byFor } from '../../exhibits/by.ts';
import { periodSteps, periodTicks } from './period-steps.ts';

const vi = byFor('series', 'indicator').say;
const en = byFor('series', 'indicator', {}, {}, 'en').say;
const two = (n: number): string => String(n).padStart(2, '0');
/** How periods of a rhythm are written, the `i`th after the beginning of 2020. */
const WRITTEN: Readonly<Record<Exclude<Rhythm, 'span'>, (i: number) => string>> = {
  day: (i) => new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10),
  month: (i) => `${2020 + Math.floor(i / 12)}-${two((i % 12) + 1)}`,
  cumulative: (i) => `${2020 + Math.floor(i / 12)}-${(i % 12) + 1}M`,
  quarter: (i) => `${2020 + Math.floor(i / 4)}-Q${(i % 4) + 1}`,
  year: (i) => String(2020 + i),
};
const rhythm = fc.constantFrom<Exclude<Rhythm, 'span'>>('day', 'month', 'cumulative', 'quarter', 'year');

describe('steps', () => {
  it('are every period from the first to the last, however they come, each the next of the one before', () => {
    const some = fc.array(fc.nat(399), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(rhythm, some, (of, numbers) => {
        const first = Math.min(...numbers);
        const n = Math.max(...numbers) - first + 1;
        const { periods, order } = periodSteps(numbers.map(WRITTEN[of]), of);
        expect(periods).toEqual(Array.from({ length: n }, (_, i) => WRITTEN[of](first + i)));
        expect(order.map((at) => at - (order[0] ?? 0))).toEqual(Array.from({ length: n }, (_, i) => i));
      }),
    );
  });

  test.each([
    ['over New Year', 'month', ['2026-02', '2025-11'], ['2025-11', '2025-12', '2026-01', '2026-02']],
    ['over a leap day', 'day', ['2024-02-28', '2024-03-01'], ['2024-02-28', '2024-02-29', '2024-03-01']],
    ['once where two territories have it', 'quarter', ['2025-Q4', '2025-Q4'], ['2025-Q4']],
    ['none of none', 'month', [], []],
  ] as const)('%s', (_, of, given, wanted) => expect(periodSteps(given, of).periods).toEqual(wanted));

  it('are only those there are where the others would be too many, or follow no rule; gaps are told', () => {
    const far = periodSteps(['2026-01-02', '2020-01-01', '2026-01-01'], 'day');
    expect(far.periods).toEqual(['2020-01-01', '2026-01-01', '2026-01-02']);
    expect((far.order[2] ?? 0) - (far.order[1] ?? 0)).toBe(1);
    expect((far.order[1] ?? 0) - (far.order[0] ?? 0)).toBeGreaterThan(1);
    const spans = ['2025-06-27..2025-12-14', '2024-06-27..2024-12-14'];
    expect(periodSteps(spans, 'span').periods).toEqual(spans.toReversed());
  });
});

describe('words under periods', () => {
  it('name the newest by its own words in every set, and stand in order under periods there are', () => {
    fc.assert(
      fc.property(rhythm, fc.integer({ min: 1, max: 130 }), (of, n) => {
        const periods = Array.from({ length: n }, (_, i) => WRITTEN[of](i));
        const sets = periodTicks(periods, of, vi);
        expect(sets.at(-1)).toHaveLength(1);
        for (const set of sets) {
          expect(set.at(-1)).toMatchObject({ at: n - 1, pinned: true });
          const at = set.map((tick) => tick.at);
          expect(at).toEqual([...new Set(at)].sort((a, b) => a - b));
          expect(set.every(({ text }) => text !== '')).toBe(true);
        }
      }),
    );
  });

  const texts = (periods: readonly string[], of: Rhythm, say = vi): string[][] =>
    periodTicks(periods, of, say).map((set) => set.map(({ text }) => text));
  const months = Array.from({ length: 15 }, (_, i) => WRITTEN.month(i + 70));

  it('begin a year with its number: months, each third, each sixth, then years', () => {
    const [all = [], thirds, sixths, years] = texts(months, 'month');
    expect(all.slice(0, 4)).toEqual(['Th. 11', 'Th. 12', '2026', 'Th. 2']);
    expect(thirds).toEqual(['2026', 'Th. 4', 'Th. 7', 'Th. 10', 'tháng 1/2027']);
    expect(sixths).toEqual(['2026', 'Th. 7', 'tháng 1/2027']);
    expect(years).toEqual(['2026', 'tháng 1/2027']);
    expect(texts(months, 'month', en)[1]).toEqual(['2026', 'Apr', 'Jul', 'Oct', 'Jan 2027']);
  });

  test.each([
    [
      'quarters',
      'quarter',
      ['2025-Q3', '2025-Q4', '2026-Q1', '2026-Q2'],
      ['Q3', 'Q4', '2026', 'quý II/2026'],
    ],
    ['ten months', 'cumulative', ['2025-12M', '2026-1M', '2026-2M'], ['Th. 12', '2026', '2 tháng 2026']],
    ['one year', 'year', ['2026'], ['năm 2026']],
    ['days by their newest', 'day', ['2026-11-20', '2026-11-21'], ['20/11', 'ngày 21/11/2026']],
    [
      'spans in full',
      'span',
      ['2024-06-27..2024-12-14', '2025-06-27..2025-12-14'],
      ['27/06/2024\u2060–\u206014/12/2024', '27/06/2025\u2060–\u206014/12/2025'],
    ],
  ] as const)('%s', (_, of, periods, wanted) => expect(texts(periods, of)[0]).toEqual(wanted));

  it('count years back from the newest: each, second, fifth, tenth; there are none of no period', () => {
    const years = Array.from({ length: 21 }, (_, i) => String(2006 + i));
    expect(texts(years, 'year').map((set) => set.slice(0, -1).length)).toEqual([20, 10, 4, 2, 0]);
    expect(texts(years, 'year')[3]).toEqual(['2006', '2016', 'năm 2026']);
    expect(periodTicks([], 'month', vi)).toEqual([]);
  });
});
