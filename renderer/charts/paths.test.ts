import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { anyChart, chartOf, lineOf } from './made.fixture.ts';
import { stretches } from './marks.ts';
import { pathsOf, type Paths } from './paths.ts';
import { placeOf, type Place } from './place.ts';
import type { TimeChart } from './time.ts';

function drawn(chart: TimeChart): { place: Place; paths: Paths } {
  const place = placeOf(chart, { width: 900, height: 400, note: 16, u: 8, beside: false });
  if (place === null) throw new Error('there is room in the box of these tests');
  return { place, paths: pathsOf(chart, place) };
}
/** The numbers of a path's commands; of a curve's, the point it ends in. */
const endsOf = (d: string): [number, number][] =>
  d
    .split(/(?=[MLC])/)
    .filter((part) => part !== '')
    .map((part) => {
      const [x = NaN, y = NaN] = (part.match(/-?[\d.]+(e-?\d+)?/g) ?? []).map(Number).slice(-2);
      return [x, y];
    });

describe('a line', () => {
  it('goes through every value that is joined to another, in order, and is begun anew where it is not', () => {
    fc.assert(
      fc.property(anyChart, (chart) => {
        fc.pre(chart.lines.some(({ points }) => points.some((p) => p !== null)));
        const { place, paths } = drawn(chart);
        for (const { key, points } of chart.lines.filter(({ as }) => as === 'line')) {
          const d = paths.lines.find((line) => line.key === key)?.d ?? '';
          const long = stretches(points).filter(([from, to]) => to > from);
          expect(d.match(/M/g)?.length ?? 0).toBe(long.length);
          const through = long.flatMap(([from, to]) =>
            points
              .slice(from, to + 1)
              .flatMap((p, i) => (p === null ? [] : [[place.x(from + i), place.y(p.value)]])),
          );
          const ends = endsOf(d);
          expect(ends).toHaveLength(through.length);
          // Paths are written to a thousandth of a pixel.
          ends.forEach(([x, y], i) => {
            expect(Math.abs(x - (through[i]?.[0] ?? NaN))).toBeLessThan(0.002);
            expect(Math.abs(y - (through[i]?.[1] ?? NaN))).toBeLessThan(0.002);
          });
        }
      }),
    );
  });

  it('that flows never rises above the values at its sides nor falls below them', () => {
    const values = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 25 });
    fc.assert(
      fc.property(values, (points) => {
        const { paths } = drawn(chartOf(points.length, { smooth: true, lines: [lineOf(points)] }));
        const parts = (paths.lines[0]?.d ?? '').split(/(?=[MLC])/);
        let before = NaN;
        for (const part of parts) {
          const ys = (part.match(/-?[\d.]+(e-?\d+)?/g) ?? []).map(Number).filter((_, i) => i % 2 === 1);
          const to = ys.at(-1) ?? NaN;
          // A curve lies within the hull of its controls.
          if (part.startsWith('C'))
            for (const y of ys) {
              expect(y).toBeGreaterThanOrEqual(Math.min(before, to) - 0.01);
              expect(y).toBeLessThanOrEqual(Math.max(before, to) + 0.01);
            }
          before = to;
        }
      }),
    );
    expect(drawn(chartOf(3, { smooth: true })).paths.lines[0]?.d).toContain('C');
    expect(drawn(chartOf(3)).paths.lines[0]?.d).not.toContain('C');
  });

  test('what the chart is of lies on top; columns and plans are no lines', () => {
    const lines = [
      lineOf([1, 2], { key: 'main' }),
      lineOf([1, 2], { key: 'plan', tone: 'plan', as: 'ticks' }),
      lineOf([1, 2], { key: 'sums', as: 'columns' }),
      lineOf([1, 2], { key: 'same', tone: 'quiet' }),
      lineOf([1, 2], { key: 'old', tone: 'former' }),
    ];
    expect(drawn(chartOf(2, { lines })).paths.lines.map(({ key }) => key)).toEqual(['same', 'old', 'main']);
  });
});

test('a usual is one band over the steps that have it, from its low to its high, and begun anew after a gap', () => {
  const one = { low: 1, high: 3 };
  const { place, paths } = drawn(chartOf(6, { band: [one, one, null, one, null, one] }));
  expect(paths.band.match(/M/g)).toHaveLength(1);
  const close = (n: number): unknown => expect.closeTo(n, 2);
  expect(endsOf(paths.band.replace('Z', ''))).toEqual([
    [close(place.x(0)), close(place.y(3))],
    [close(place.x(1)), close(place.y(3))],
    [close(place.x(1)), close(place.y(1))],
    [close(place.x(0)), close(place.y(1))],
  ]);
  expect(drawn(chartOf(5, { band: [one, one, null, one, one] })).paths.band.match(/M/g)).toHaveLength(2);
  expect(drawn(chartOf(2)).paths.band).toBe('');
  // What is of another length than what came before it does not slope down from that.
  expect(drawn(chartOf(3, { band: [one, one, { ...one, parted: true }] })).paths.band).toBe(
    drawn(chartOf(3, { band: [one, one, null] })).paths.band,
  );
});
