import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { anyChart, chartOf, lineOf } from './made.fixture.ts';
import { marksOf, stretches, type Mark } from './marks.ts';
import { placeOf, type Place } from './place.ts';
import type { TimeChart } from './time.ts';

const U = 8;
const ROOM = { width: 900, height: 400, note: 16, u: U, beside: false };
type Of<K extends Mark['kind']> = Extract<Mark, { kind: K }>;

function drawn(chart: TimeChart): { place: Place; marks: Mark[] } {
  const place = placeOf(chart, ROOM);
  if (place === null) throw new Error('there is room in the box of these tests');
  return { place, marks: marksOf(chart, place, U) };
}
const dotsOf = (marks: readonly Mark[]): Of<'dot'>[] => marks.filter((m) => m.kind === 'dot');
const columnsOf = (marks: readonly Mark[]): Of<'column'>[] => marks.filter((m) => m.kind === 'column');
const boxes = (marks: readonly Mark[], kind: 'band' | 'plan' | 'was' | 'stem') =>
  marks.flatMap((m) => (m.kind === kind ? [m.box] : []));

describe('stretches', () => {
  const points = fc.array(
    fc.option(fc.record({ value: fc.integer(), parted: fc.boolean() }, { requiredKeys: ['value'] })),
  );
  it('cover every value once, in order, and break where one is lacking or parted', () => {
    fc.assert(
      fc.property(points, (line) => {
        const found = stretches(line);
        const covered = found.flatMap(([a, b]) => Array.from({ length: b - a + 1 }, (_, i) => a + i));
        expect(covered).toEqual(line.flatMap((p, i) => (p === null ? [] : [i])));
        const begun = line.flatMap((p, i) =>
          p !== null && (p.parted === true || (line[i - 1] ?? null) === null) ? [i] : [],
        );
        expect(found.map(([a]) => a)).toEqual(begun);
      }),
    );
  });
});

describe('marks', () => {
  it('stand within the plot, columns beside each other and from zero to their values', () => {
    fc.assert(
      fc.property(anyChart, (chart) => {
        fc.pre(chart.lines.some(({ points }) => points.some((p) => p !== null)));
        const { place, marks } = drawn(chart);
        let edge = -Infinity;
        for (const { box, base } of columnsOf(marks)) {
          const [x, y, width, height] = box;
          expect(x).toBeGreaterThanOrEqual(Math.max(edge, place.left) - 1e-6);
          edge = x + width;
          expect(edge).toBeLessThanOrEqual(place.right + 1e-6);
          expect(y).toBeGreaterThanOrEqual(place.top - 1e-6);
          expect(y + height).toBeLessThanOrEqual(place.bottom + 1e-6);
          expect([y, y + height].some((end) => Math.abs(end - base) < 1e-6)).toBe(true);
          expect(base).toBeCloseTo(place.y(0), 6);
        }
        for (const { x, y } of dotsOf(marks)) {
          expect(x > place.left && x < place.right).toBe(true);
          expect(y >= place.top - 1e-6 && y <= place.bottom + 1e-6).toBe(true);
        }
      }),
    );
  });

  it('are one column for each value, the newest of what the chart is of marked', () => {
    const lines = [
      lineOf([3, 4, null], { as: 'columns', tone: 'former', key: 'b' }),
      lineOf([null, { value: 5, open: true }, { value: -2, open: true }], { as: 'columns' }),
    ];
    const { place, marks } = drawn(chartOf(3, { lines }));
    const columns = columnsOf(marks);
    expect(columns.map(({ tone, open, last }) => [tone, open, last])).toEqual([
      ['former', false, false],
      ['former', false, false],
      ['main', true, false],
      ['main', true, true],
    ]);
    expect(columns.map(({ box }) => box[3])).toEqual(
      [3, 4, 5, 2].map((n) => expect.closeTo(place.y(0) - place.y(n), 6)),
    );
    // One alone is wider than each of two.
    expect(columns[0]?.box[2]).toBeGreaterThan(columns[1]?.box[2] ?? Infinity);
    expect(columns[3]?.box[1]).toBeCloseTo(place.y(0), 6);
  });

  it('mark a published column at its own top, beside another, too', () => {
    const strong = { value: 4, strong: true };
    const lines = [
      lineOf([3], { as: 'columns', tone: 'former', key: 'b' }),
      lineOf([strong], { as: 'columns' }),
    ];
    const { place, marks } = drawn(chartOf(1, { lines }));
    const [x = 0, , width = 0] = columnsOf(marks)[1]?.box ?? [];
    const [dot] = dotsOf(marks);
    expect(dotsOf(marks)).toHaveLength(1);
    expect(dot).toMatchObject({ strong: true, open: false, y: place.y(4) });
    expect(Math.abs((dot?.x ?? 0) - (x + width / 2))).toBeLessThan(width * 0.1);
  });

  it('tell what was said of a value first, unless that was the same', () => {
    const values = [1, { value: 5, was: 3 }, { value: 2, was: 2 }];
    for (const as of ['line', 'columns'] as const) {
      const { place, marks } = drawn(chartOf(3, { lines: [lineOf(values, { as })] }));
      const [was, ...others] = boxes(marks, 'was');
      expect(others).toEqual([]);
      expect((was?.[1] ?? 0) + (was?.[3] ?? 0) / 2).toBeCloseTo(place.y(3), 6);
      const [, y = 0, , height = 0] = boxes(marks, 'stem')[0] ?? [];
      expect([y, y + height]).toEqual([expect.closeTo(place.y(5), 6), expect.closeTo(place.y(3), 6)]);
    }
  });

  it('set dots on spaced lines; else where nothing is joined, at the end, and on what stands out', () => {
    const at = (chart: TimeChart): number[] => {
      const { place, marks } = drawn(chart);
      return dotsOf(marks).map(({ x }) => Math.round((x - place.left) / place.slot - 0.5));
    };
    const values = Array.from({ length: 60 }, (_, i) => i);
    const few = chartOf(4, { lines: [lineOf([1, 2, 3, 4])] });
    expect(at(few)).toEqual([0, 1, 2, 3]);
    expect(at({ ...few, smooth: true })).toEqual([3]);
    expect(at(chartOf(4, { lines: [lineOf([1, 2, 3, 4], { tone: 'quiet' })] }))).toEqual([3]);
    const mixed = values.map((value) => {
      if (value === 20) return null;
      if (value === 19 || value === 22) return { value, parted: true };
      return value === 30 ? { value, strong: true } : value === 40 ? { value, open: true } : { value };
    });
    expect(at(chartOf(60, { lines: [lineOf(mixed)] }))).toEqual([19, 21, 30, 40, 59]);
    const [last] = dotsOf(drawn(few).marks).slice(-1);
    expect(last?.r).toBeGreaterThan(dotsOf(drawn(few).marks)[0]?.r ?? Infinity);
  });

  test('plans are strokes as wide as a step', () => {
    const { place, marks } = drawn(chartOf(3, { lines: [lineOf([1, null, 2], { as: 'ticks' })] }));
    expect(boxes(marks, 'plan')).toEqual(
      [0, 2].map((i, k) => [place.x(i - 0.5), place.y(k + 1) - U * 0.15, place.slot, U * 0.3]),
    );
  });

  test('a usual is a mark of its own only where no neighbour has one', () => {
    const one = { low: 1, high: 2 };
    const alone = (band: TimeChart['band']): number =>
      boxes(drawn(chartOf(4, { band })).marks, 'band').length;
    expect(alone([one, null, one, null])).toBe(2);
    expect(alone([one, one, null, one])).toBe(1);
    expect(alone([null, null, null, null])).toBe(0);
    expect(alone([one, one, { ...one, parted: true }])).toBe(1);
    const { place, marks } = drawn(chartOf(2, { band: [null, one] }));
    const [, y = 0, , height = 0] = boxes(marks, 'band')[0] ?? [];
    expect([y, y + height]).toEqual([place.y(2), place.y(1)]);
  });
});
