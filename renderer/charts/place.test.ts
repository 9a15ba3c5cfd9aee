import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { anyChart, chartOf, lineOf } from './made.fixture.ts';
import { emsOf } from '../ui/ruler.ts';
import { placeOf, spread, type Room } from './place.ts';

const ROOM: Room = { width: 900, height: 400, note: 16, u: 8, beside: false };
const anyRoom = fc.record({
  ...{ width: fc.integer({ min: 0, max: 2_000 }), height: fc.integer({ min: 0, max: 1_000 }) },
  note: fc.integer({ min: 8, max: 40 }),
  u: fc.integer({ min: 3, max: 12 }),
  beside: fc.constant(false),
});

describe('places', () => {
  it('keep all that is drawn between the edges of the box, and values where the axis has them', () => {
    fc.assert(
      fc.property(anyChart, anyRoom, (chart, room) => {
        const place = placeOf(chart, room);
        if (place === null) return;
        const { left, right, top, bottom, slot, axis, x, y } = place;
        expect(0 < left && left < right && right <= room.width).toBe(true);
        expect(0 < top && top < bottom && bottom < room.height).toBe(true);
        expect(slot * chart.steps.length).toBeCloseTo(right - left, 6);
        expect([x(-0.5), x(chart.steps.length - 0.5)]).toEqual([
          expect.closeTo(left, 6),
          expect.closeTo(right, 6),
        ]);
        const valueAt = (at: number): number =>
          axis.from + ((bottom - at) / (bottom - top)) * (axis.to - axis.from);
        const span = axis.to - axis.from;
        for (const { points } of chart.lines)
          for (const point of points) {
            if (point === null) continue;
            expect(Math.abs(valueAt(y(point.value)) - point.value)).toBeLessThan(span * 1e-6);
            expect(y(point.value)).toBeGreaterThanOrEqual(top - 1e-6);
            expect(y(point.value)).toBeLessThanOrEqual(bottom + 1e-6);
          }
      }),
    );
  });

  it('let no word touch another or leave the box, and keep the word of the present', () => {
    fc.assert(
      fc.property(anyChart, anyRoom, (chart, room) => {
        const place = placeOf(chart, room);
        if (place === null) return;
        const half = (text: string): number => (emsOf(text) * room.note) / 2;
        const words = place.ticks.map(({ at, text }) => [at - half(text), at + half(text)] as const);
        for (const [i, [from, to]] of words.entries()) {
          if (2 * half(place.ticks[i]?.text ?? '') <= room.width) {
            expect(from).toBeGreaterThanOrEqual(-1e-6);
            expect(to).toBeLessThanOrEqual(room.width + 1e-6);
          }
          if (i > 0) expect(from).toBeGreaterThan(words[i - 1]?.[1] ?? 0);
        }
        expect(place.ticks.at(-1)?.key).toBe(String(chart.steps.length - 1));
        for (const [i, level] of place.levels.entries()) {
          expect(emsOf(level.text) * room.note).toBeLessThan(place.left);
          if (i > 0) expect((place.levels[i - 1]?.at ?? 0) - level.at).toBeGreaterThanOrEqual(room.note);
        }
      }),
    );
  });

  it('of words under the axis, takes the first set that fits', () => {
    const days = Array.from({ length: 28 }, (_, at) => ({ at, text: '21/11' }));
    const ticks = [days, days.filter(({ at }) => at % 7 === 0), days.slice(27)];
    const shown = (width: number): number | undefined =>
      placeOf(chartOf(28, { ticks }), { ...ROOM, width })?.ticks.length;
    expect([2_000, 400, 110].map(shown)).toEqual([28, 4, 1]);
    expect(placeOf(chartOf(28, { ticks: [days] }), { ...ROOM, width: 110 })?.ticks).toEqual([]);
  });

  it('let what is near the present give way to it, in a set that fits otherwise', () => {
    const ticks = [
      [
        { at: 0, text: 'tháng 1' },
        { at: 38, text: 'tháng 3' },
        { at: 39, text: 'hôm nay', pinned: true },
      ],
    ];
    const place = placeOf(chartOf(40, { ticks }), { ...ROOM, width: 400 });
    expect(place?.ticks.map(({ text }) => text)).toEqual(['tháng 1', 'hôm nay']);
  });

  it('have room for values beside the plot, which never lie over each other', () => {
    const wide = { ...ROOM, beside: true };
    const lines = ['a', 'b', 'c'].map((key, i) => lineOf([10, 20 + i / 10], { key }));
    const place = placeOf(chartOf(2, { lines: [...lines, lineOf([1, 2], { told: false })] }), wide);
    const { endings = [], right = 0 } = place ?? {};
    expect(endings.map(({ key, value }) => [key, value])).toEqual([
      ['a', '20.0'],
      ['b', '20.1'],
      ['c', '20.2'],
    ]);
    for (const { text, value } of endings) expect(right + emsOf(`${value} ${text}`) * 16).toBeLessThan(900);
    const heights = endings.map(({ at }) => at).sort((a, b) => a - b);
    heights
      .slice(1)
      .forEach((at, i) => expect(at - (heights[i] ?? 0)).toBeGreaterThanOrEqual(16 * 1.3 - 1e-9));
    expect(placeOf(chartOf(2, { lines }), ROOM)?.endings).toEqual([]);
  });

  it('tell a value that ended earlier where it ended, and none of a line without any', () => {
    const lines = [lineOf([7, null]), lineOf([null, null], { key: 'b' })];
    const place = placeOf(chartOf(2, { lines }), { ...ROOM, beside: true });
    expect(place?.endings.map(({ key, value }) => [key, value])).toEqual([['a', '7.0']]);
  });

  it('say a seam on the side that has room, in brief where there is little', () => {
    const seam = (at: number, width = 900) =>
      placeOf(chartOf(10, { seams: [{ at, text: 'địa giới mới từ 01/07/2025', brief: '1/7' }] }), {
        ...ROOM,
        width,
      })?.seams[0];
    expect(seam(1.5)).toMatchObject({ left: false, text: 'địa giới mới từ 01/07/2025' });
    expect(seam(7.5)).toMatchObject({ left: true, text: 'địa giới mới từ 01/07/2025' });
    expect(seam(4.5, 320)?.text).toBe('1/7');
  });

  test.each([
    ['nothing to draw', chartOf(3, { lines: [lineOf([null, null, null])] }), ROOM],
    ['no step', chartOf(0), ROOM],
    ['no width', chartOf(3), { ...ROOM, width: 60 }],
    ['no height', chartOf(3), { ...ROOM, height: 40 }],
    [
      'no height under a seam',
      chartOf(3, { seams: [{ at: 1, text: '', brief: '' }] }),
      { ...ROOM, height: 50 },
    ],
    ['numbers as wide as the box', chartOf(2, { lines: [lineOf([1e12, 2e12])] }), { ...ROOM, width: 140 }],
  ])('there are none of %s', (_, chart, room) => expect(placeOf(chart, room)).toBeNull());

  test('one step stands in the middle, and columns on zero', () => {
    const place = placeOf(chartOf(1, { lines: [lineOf([900], { as: 'columns' })] }), ROOM);
    expect(place?.axis.from).toBe(0);
    expect(place?.x(0)).toBeCloseTo(((place?.left ?? 0) + (place?.right ?? 0)) / 2, 6);
  });
});

describe('spread', () => {
  const wanted = fc.array(fc.integer({ min: -50, max: 450 }), { maxLength: 12 });

  it('keeps the order, the gap and, where there is room for all, both ends', () => {
    fc.assert(
      fc.property(wanted, fc.integer({ min: 1, max: 60 }), (places, gap) => {
        const found = spread(places, gap, [0, 400]);
        const order = places.map((_, i) => i).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0) || a - b);
        const sorted = order.map((i) => found[i] ?? NaN);
        sorted.slice(1).forEach((at, i) => expect(at - (sorted[i] ?? 0)).toBeGreaterThanOrEqual(gap - 1e-9));
        if (places.length > 0) expect(sorted[0]).toBeGreaterThanOrEqual(0);
        if ((places.length - 1) * gap <= 400) expect(sorted.at(-1) ?? 0).toBeLessThanOrEqual(400);
      }),
    );
  });

  it('leaves what is apart already where it is', () => {
    fc.assert(
      fc.property(wanted, fc.integer({ min: 1, max: 60 }), (places, gap) => {
        fc.pre((places.length - 1) * gap <= 400);
        const once = spread(places, gap, [0, 400]);
        expect(spread(once, gap, [0, 400])).toEqual(once);
      }),
    );
    expect(spread([300, 10, 100], 20, [0, 400])).toEqual([300, 10, 100]);
  });
});
