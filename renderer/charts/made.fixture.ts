import fc from 'fast-check';
import type { Line, Point, TimeChart } from './time.ts';

/** A chart made up for tests: so many steps, one line of their numbers, and what is told otherwise. */
export function chartOf(n: number, more: Partial<TimeChart> = {}): TimeChart {
  const steps = Array.from({ length: n }, (_, i) => ({
    ...{ key: String(i), title: `step ${i}`, shaded: false, to: null },
  }));
  return {
    steps,
    ticks: [],
    unit: '',
    write: (value, decimals = 1) => value.toFixed(decimals),
    ...{ whole: false, zero: false, smooth: false },
    band: [],
    lines: [lineOf(steps.map((_, i) => i))],
    seams: [],
    looks: [],
    stamp: '',
    ...more,
  };
}

/** A line through values and points; null where there is none. */
export const lineOf = (values: readonly (Point | number | null)[], more: Partial<Line> = {}): Line => ({
  ...{ key: 'a', name: 'thực hiện', tone: 'main', as: 'line', told: true },
  points: values.map((value) => (typeof value === 'number' ? { value } : value)),
  ...more,
});

/** Values as cities have them: rates of two decimals, counts, amounts in đồng, and what fell below zero. */
export const anyValue = fc.oneof(
  fc.integer({ min: -1_000, max: 1_000_000_000 }),
  fc.integer({ min: -10_000, max: 10_000 }).map((n) => n / 100),
);

const anyPoint: fc.Arbitrary<Point | null> = fc.option(
  fc.record(
    { value: anyValue, open: fc.boolean(), strong: fc.boolean(), parted: fc.boolean(), was: anyValue },
    { requiredKeys: ['value'] },
  ),
);

/** Any chart of up to forty steps, with lines, columns and plans, gaps and seams. */
export const anyChart: fc.Arbitrary<TimeChart> = fc.integer({ min: 1, max: 40 }).chain((n) =>
  fc
    .record({
      points: fc.array(fc.array(anyPoint, { minLength: n, maxLength: n }), { minLength: 1, maxLength: 4 }),
      as: fc.array(fc.constantFrom<Line['as']>('line', 'columns', 'ticks'), { minLength: 4, maxLength: 4 }),
      seam: fc.option(fc.integer({ min: 1, max: n })),
      words: fc.string({ maxLength: 12 }),
      zero: fc.boolean(),
      smooth: fc.boolean(),
    })
    .map(({ points, as, seam, words, zero, smooth }) =>
      chartOf(n, {
        lines: points.map((own, i) => lineOf(own, { key: String(i), as: as[i] ?? 'line' })),
        seams: seam === null ? [] : [{ at: seam - 0.5, text: `địa giới mới từ ${words}`, brief: '1/7' }],
        ticks: [
          Array.from({ length: n }, (_, at) => ({ at, text: words, pinned: at === n - 1 })),
          [{ at: n - 1, text: words, pinned: true }],
        ],
        ...{ zero, smooth },
      }),
    ),
);
